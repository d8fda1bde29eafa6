using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;
using BenchmarkDotNet.Attributes;

namespace ActorSync.Benchmarks.Micro;

/// <summary>The delta of a person: what <see cref="AgentPlanner"/> makes of a statement and a user.</summary>
public class DecisionBenchmarks
{
    private const int People = 1_000;

    private ImmutableArray<(RosterPerson Person, ObservedUser User)> _people;
    private PlanningContext _context = null!;

    /// <summary>Makes the people.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        var input = await MicroInput.MakeAsync(People);
        _context = input.Context();
        _people = [.. (await input.ReadAsync()).People.Values.Select((person, number) => (person, MicroInput.UserOf(person, number)))];
    }

    /// <summary>Decides for all of them.</summary>
    [Benchmark(OperationsPerInvoke = People)]
    public int Delta()
    {
        var operations = 0;
        foreach (var (person, user) in _people)
        {
            operations += AgentPlanner.Decide(person, user, AgentLedger.Empty, _context, MicroInput.Now).Operations.Length;
        }

        return operations;
    }
}
