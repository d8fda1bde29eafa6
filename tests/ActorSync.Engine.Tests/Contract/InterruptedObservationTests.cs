using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run that is interrupted while it still reads its people one by one, and goes on with what it had read.</summary>
public sealed class InterruptedObservationTests
{
    private const int People = 8;
    private const int ReadBefore = 4;

    private static readonly string Source = "employee_id,skills\n" + string.Concat(Enumerable.Range(1, People).Select(number => $"00{number},Billing:3\n"));

    [Fact]
    public async Task Whom_it_had_read_is_not_read_again_unless_somebody_has_changed_them_since()
    {
        await using var world = await StartAsync();
        var (first, before) = await InterruptAsync(world, TimeSpan.FromMinutes(20));
        var perUser = before.Values.Max();
        var whole = before.Where(reads => reads.Value == perUser).Select(reads => reads.Key).ToList();
        Assert.Equal(ReadBefore, whole.Count);
        var edited = (await world.Target.UsersAsync()).Single(user => user.GetProperty("id").GetString() == whole[0]).GetProperty("employeeId").GetString()!;
        await world.Target.EditAsync(edited, """ "skills": {"Spanish": 5} """);

        var resumed = await world.ResumeAsync();

        Assert.Equal((ExitCode.Done, RunStatus.Converged), (resumed.ExitCode, resumed.Summary.Status));
        var after = await SingleReadsAsync(world, first);
        Assert.Equal(People, after.Count);
        Assert.Equal(2 * perUser, after[whole[0]]);
        Assert.All(whole.Skip(1), user => Assert.Equal(perUser, after[user]));
        foreach (var employee in Enumerable.Range(1, People).Select(number => $"00{number}"))
        {
            Assert.Equal(employee == edited ? "Billing=3, Spanish=5" : "Billing=3", await world.Target.SkillsOfAsync(employee));
        }
    }

    [Fact]
    public async Task After_a_long_interruption_everybody_is_read_again() => await ReadAgainAsync(TimeSpan.FromHours(1), _ => { });

    [Fact]
    public async Task After_a_restore_everybody_is_read_again() => await ReadAgainAsync(
        TimeSpan.FromMinutes(20),
        world => EngineStart.StateOf(world.Options, TargetIdentity.Of(world.Options.Target)).KeepRestored(NodaTime.Instant.FromDateTimeOffset(world.Time.GetUtcNow())));

    private static async Task ReadAgainAsync(TimeSpan pause, Action<ContractWorld> meanwhile)
    {
        await using var world = await StartAsync();
        var (first, before) = await InterruptAsync(world, pause);
        meanwhile(world);

        var resumed = await world.ResumeAsync();

        Assert.Equal(RunStatus.Converged, resumed.Summary.Status);
        var perUser = before.Values.Max();
        var after = await SingleReadsAsync(world, first);
        Assert.All(before.Where(reads => reads.Value == perUser), reads => Assert.Equal(2 * perUser, after[reads.Key]));
    }

    private static async Task<ContractWorld> StartAsync()
    {
        var world = await ContractWorld.StartAsync(TargetDialect.Guide, Enumerable.Range(1, People).Select(number => Seeds.User($"00{number}")));
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1, ObserveBy = ObserveBy.User } };
        world.IsDisturbed = true;
        return world;
    }

    // Stops a run in the middle of its single reads, whose second half makes people known, once what was read is stored: how many requests came before it, and which single reads it had made.
    private static async Task<(int First, Dictionary<string, int> Reads)> InterruptAsync(ContractWorld world, TimeSpan pause)
    {
        await world.PlanAsync(Source);
        var planned = await world.Target.RequestsAsync();
        var single = planned.Count(IsSingleRead);
        var skip = planned.Count(request => request.Method == "GET") - (single / 2) + (ReadBefore * single / 2 / People);
        var reads = (await world.Target.CountsAsync()).Reads;
        world.Time.HoldsLongTimers = true;
        world.Time.HoldStalls();
        await world.Target.FailAsync($"stall:seconds={MovableTime.Stall.TotalSeconds:0},route=GET,skip={skip},times=1");
        using var stop = new CancellationTokenSource();
        var running = world.RunUntilAsync(Source, stop.Token);
        await ReadAndStoredAsync(world, reads + skip, running);
        var stored = await SingleReadsAsync(world, planned.Count);

        await world.StopAsync(stop);
        world.EndStall();
        var stopped = await running;

        await world.Target.FailAsync();
        world.Time.HoldsLongTimers = false;
        Assert.Equal((ExitCode.Interrupted, true, 0), (stopped.ExitCode, stopped.IsOpen, stopped.Summary.Requests.Writes));
        world.Time.Pass(pause);
        return (planned.Count, stored);
    }

    // Looks again until the read has come that is kept waiting, and what came before it is stored.
    private static async Task ReadAndStoredAsync(ContractWorld world, long reads, Task running)
    {
        while (!running.IsCompleted && (await world.Target.CountsAsync()).Reads <= reads)
        {
            await Task.Yield();
        }

        var ids = (await world.Target.UsersAsync()).Select(user => user.GetProperty("id").GetString()!).ToList();
        var stored = new StoredUsers(world.Options);
        while (!running.IsCompleted && stored.Read(ids).Values.Count(user => user.Record.LastKnown is { IsKnown: true }) < ReadBefore)
        {
            await Task.Yield();
        }
    }

    private static async Task<Dictionary<string, int>> SingleReadsAsync(ContractWorld world, int skip) => (await world.Target.RequestsAsync())
        .Skip(skip)
        .Where(request => IsSingleRead(request) && request is { Status: 200, AnsweredAt: not null })
        .GroupBy(request => request.User!)
        .ToDictionary(group => group.Key, group => group.Count());

    private static bool IsSingleRead(ReceivedRequest request) => request is { Method: "GET", User: not null };
}
