using System.Text;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Engine.Tests.Gateway;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>What a run at a pace writes first, told from the target's log. The clock moves only while nothing is under way and everybody who may wait does.</summary>
public sealed class UrgencyTests
{
    private const int People = 303;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly int[] Ending = [60, 150, 240];

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Three_endings_spread_in_a_file_of_three_hundred_additions_are_written_first(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, Users(dialect));
        world.Options = world.Options with { Target = world.Options.Target with { RequestsPerMinute = 300 } };
        var time = new WatchedTime();
        await using var engine = await SyncEngine.StartAsync(
            world.Options, TargetIdentity.Of(world.Options.Target), EngineMode.Writing, "run", time, NullLoggerFactory.Instance, Cancel);
        var client = Assert.IsType<GatewayClient>(engine.Client);
        await client.SendAsync(engine.Dialect.ListSkills(1), Cancel); // The token is there before the clock moves.

        var run = engine.RunAsync(new RunRequest([SourceInput.FromBytes("people.csv", Encoding.UTF8.GetBytes(File()))], null, null), Cancel);
        var writesOfOne = dialect == TargetDialect.Guide ? 1 : 2;
        var endings = Ending.Length * writesOfOne;
        while (!run.IsCompleted)
        {
            var status = await client.GetStatusAsync(Cancel);
            var isWindowFull = status.Queued == RunLead.PacedWindow;
            var isOneAhead = status.Counters.Writes < writesOfOne;
            var areEndingsOver = status.Counters.Writes >= endings;
            if (status is { InFlight: 0, Queued: > 0 } && (isWindowFull || isOneAhead || areEndingsOver))
            {
                time.Advance(Step);
            }
        }

        var report = await run;
        Assert.Equal((ExitCode.Done, People), (report.ExitCode, report.Summary.Users.Changed));
        var ids = (await world.Target.UsersAsync()).ToDictionary(
            user => user.GetProperty("id").GetString()!, user => user.GetProperty("employeeId").GetString()!);
        var written = (await world.Target.RequestsAsync()).Where(request => request.Method is "PATCH" or "DELETE")
            .Select(request => ids[request.Path.Split('/')[4]])
            .ToList();
        Assert.Equal(report.Summary.WritesLowerBound, written.Count);
        Assert.Equal(Ending.Select(Employee), written.Take(endings).Distinct().Order());
        Assert.Empty(written.Skip(endings).Intersect(Ending.Select(Employee)));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Employee(int number) => $"{number:000}";

    private static IEnumerable<SeedUser> Users(TargetDialect dialect) => Enumerable.Range(0, People).Select(number =>
        !Ending.Contains(number) ? Seeds.User(Employee(number))
        : dialect == TargetDialect.Guide ? Seeds.User(Employee(number)).Certified("PCI", "2027-01-30T23:59:59.999Z")
        : Seeds.User(Employee(number), ("PCI_Gate", 5)).Certified("PCI", "2027-01-30T23:59:59.999Z"));

    private static string File()
    {
        var file = new StringBuilder("employee_id,skills,certifications\n");
        for (var number = 0; number < People; number++)
        {
            file.Append(Employee(number)).Append(Ending.Contains(number) ? ",,PCI||2026-02-01\n" : ",Billing:3,\n");
        }

        return file.ToString();
    }
}
