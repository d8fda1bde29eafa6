using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using BenchmarkDotNet.Attributes;

namespace ActorSync.Benchmarks.Micro;

/// <summary>The bodies of a user's first write, by dialect.</summary>
public class WriteBenchmarks
{
    private const int People = 1_000;

    private ImmutableArray<(ObservedUser User, ImmutableArray<Operation> Operations)> _writes;
    private ITargetDialect _dialect = null!;

    /// <summary>The dialect's name.</summary>
    [Params("guide", "genesys")]
    public string Dialect { get; set; } = string.Empty;

    /// <summary>Decides what is to be written.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        _dialect = TargetDialects.Find(Dialect)!;
        var input = await MicroInput.MakeAsync(People, Dialect);
        var context = input.Context();
        _writes =
        [
            .. (await input.ReadAsync()).People.Values
                .Select((person, number) => (Person: person, User: MicroInput.UserOf(person, number)))
                .Select(each => (each.User, AgentPlanner.Decide(each.Person, each.User, AgentLedger.Empty, context, MicroInput.Now).Operations))
                .Where(each => !each.Operations.IsEmpty),
        ];
    }

    /// <summary>Shapes as many writes as there are people.</summary>
    [Benchmark(OperationsPerInvoke = People)]
    public int Serialise()
    {
        var bytes = 0;
        for (var index = 0; index < People; index++)
        {
            var (user, operations) = _writes[index % _writes.Length];
            bytes += _dialect.NextWrite(user, operations)?.Request.Body.Length ?? 0;
        }

        return bytes;
    }
}
