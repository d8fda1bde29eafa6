using System.Globalization;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>The contract's section on runs: pauses, what stays open, resume and abandon, the one writing process.</summary>
public sealed class RunsTests
{
    private const string Source = "employee_id,skills\n001,Billing:3\n";

    /// <summary>The first read meets a pause of an hour, which is longer than a command-line run waits.</summary>
    private const string LongPause = "too-many-requests:seconds=3600,route=GET,times=1";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_pause_longer_than_MaxPause_ends_the_run_as_interrupted_and_says_until_when(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync(LongPause);

        var report = await world.RunAsync(Source);

        Assert.Equal((RunStatus.Interrupted, ExitCode.Interrupted), (report.Summary.Status, report.ExitCode));
        Assert.InRange(report.PausedUntil!.Value.ToDateTimeOffset(), ContractWorld.Start.AddMinutes(59), ContractWorld.Start.AddMinutes(62));
        Assert.Equal(1, report.Summary.Requests.Throttled);
        Assert.Contains(report.Notes, note => note.Contains($"actorsync resume {report.Summary.Run}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_it_cannot_be_stored_who_has_opened_a_run_that_is_told_as_such_and_the_run_goes_on_later()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);
        await world.ResumeAsync(); // Makes the journal, and has nothing to go on with.
        await world.InJournalAsync($"CREATE TRIGGER no_operators BEFORE INSERT ON people WHEN NEW.partition = {Operators.Partition} BEGIN SELECT RAISE(ABORT, 'no more operators'); END");

        var refused = await Assert.ThrowsAsync<EngineStartException>(() => world.RunAsync(Source));

        Assert.Equal(ExitCode.Failed, refused.ExitCode);
        Assert.Contains("could not be stored", refused.Message, StringComparison.Ordinal);
        Assert.True((await world.HistoryAsync()).Latest!.IsOpen);
        await world.InJournalAsync("DROP TRIGGER no_operators");
        Assert.Equal(RunStatus.Converged, (await world.ResumeAsync()).Summary.Status);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_pause_within_MaxPause_is_waited_for(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        world.IsDisturbed = true;
        await world.Target.FailAsync("too-many-requests:seconds=1,route=PATCH,times=1");

        var report = await world.RunAsync(Source);

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Equal(1, report.Summary.Requests.Throttled);
        Assert.Equal(2, report.Summary.Requests.Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Resume_with_nothing_open_says_so_and_sends_nothing(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        var report = await world.ResumeAsync();

        Assert.Equal(ExitCode.Done, report.ExitCode);
        Assert.Contains("No run is open", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.Equal(default, await world.Target.CountsAsync());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Resume_goes_on_from_the_spool_when_the_source_has_vanished(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync(LongPause);
        var interrupted = await world.RunAsync(Source);
        world.Time.Pass(TimeSpan.FromHours(1));

        var resumed = await world.ResumeAsync();

        Assert.Equal((RunStatus.Converged, ExitCode.Done), (resumed.Summary.Status, resumed.ExitCode));
        Assert.Equal((interrupted.Summary.Run, 1), (resumed.Summary.Run, resumed.Summary.ResumedCount));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
        var received = await world.Target.CountsAsync();
        Assert.Equal(received, new ReceivedCounts(resumed.Summary.Requests.Reads, resumed.Summary.Requests.Writes, resumed.Summary.Requests.Tokens));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task While_a_run_is_open_another_one_is_refused(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.PlanAsync(Source, world.PathOf("plan.json"));
        await world.Target.FailAsync(LongPause);
        var open = (await world.RunAsync(Source)).Summary.Run;
        var before = await world.Target.CountsAsync();

        var run = await Assert.ThrowsAsync<EngineStartException>(() => world.RunAsync(Source));
        var apply = await Assert.ThrowsAsync<EngineStartException>(() => world.ApplyAsync(world.PathOf("plan.json")));

        Assert.Equal((ExitCode.Conflict, ExitCode.Conflict), (run.ExitCode, apply.ExitCode));
        Assert.Contains(open.Value, run.Message, StringComparison.Ordinal);
        Assert.Equal(before, await world.Target.CountsAsync());
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_plan_warns_of_an_open_run_with_the_remedy_and_says_nothing_once_it_is_closed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync(LongPause);
        var open = (await world.RunAsync(Source)).Summary.Run;
        world.Time.Pass(TimeSpan.FromHours(1));

        var warned = await world.PlanAsync(Source, world.PathOf("plan.json"));
        await world.AbandonAsync(open);
        var plan = await world.PlanAsync(Source);

        var warning = Assert.Single(warned.Summary.Findings, finding => finding.Rule == RunReport.RunOpen);
        Assert.Equal((ExitCode.Done, RunStatus.Planned, FindingSeverity.Warning), (warned.ExitCode, warned.Summary.Status, warning.Severity));
        Assert.Contains($"`actorsync resume {open}`", warning.Message, StringComparison.Ordinal);
        Assert.Contains($"`actorsync runs abandon {open}`", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(plan.Summary.Findings, finding => finding.Rule == RunReport.RunOpen);
        Assert.DoesNotContain(PlanFile.Read(await File.ReadAllBytesAsync(world.PathOf("plan.json"), TestContext.Current.CancellationToken)).Summary.Findings, finding => finding.Rule == RunReport.RunOpen);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task The_time_that_a_run_took_leaves_out_the_time_in_which_nobody_was_at_work_on_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync(LongPause);
        await world.RunAsync(Source);
        world.Time.Pass(TimeSpan.FromHours(5));

        var resumed = (await world.ResumeAsync()).Summary;

        Assert.Equal(RunStatus.Converged, resumed.Status);
        Assert.True(resumed.FinishedAt - resumed.StartedAt >= Duration.FromHours(5));
        Assert.InRange(resumed.Worked!.Value, Duration.Zero, Duration.FromHours(1));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Abandon_closes_a_run_for_good(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync(LongPause);
        var open = (await world.RunAsync(Source)).Summary.Run;

        await world.AbandonAsync(open);
        var resumed = await world.ResumeAsync();
        world.Time.Pass(TimeSpan.FromHours(1));
        var next = await world.RunAsync(Source);

        Assert.True((await world.HistoryAsync()).Find(open)!.End!.Abandoned);
        Assert.Contains("No run is open", Assert.Single(resumed.Notes), StringComparison.Ordinal);
        Assert.Equal(RunStatus.Converged, next.Summary.Status);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_whose_spool_is_lost_can_still_be_abandoned(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await world.Target.FailAsync(LongPause);
        var open = (await world.RunAsync(Source)).Summary.Run;
        Directory.Delete(Directory.GetDirectories(world.PathOf("."), open.Value, SearchOption.AllDirectories).Single(), recursive: true);

        await world.AbandonAsync(open);

        Assert.Null((await world.HistoryAsync()).Open);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Abandon_settles_a_write_in_doubt_and_owns_nothing_of_what_may_as_well_have_been_given_by_hand(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        var open = await LeaveInDoubtAsync(world);

        await world.AbandonAsync(open.Summary.Run);
        await world.RunAsync("employee_id,skills\n001,{empty}\n");

        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Resume_settles_a_write_in_doubt_by_a_read_and_does_not_repeat_it(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        await LeaveInDoubtAsync(world);

        var resumed = await world.ResumeAsync();

        Assert.Equal(RunStatus.Converged, resumed.Summary.Status);
        Assert.Equal(new OperationCounts(1, 0, 0, 0, 0), resumed.Summary.Operations);
        Assert.Equal((1, 1), (resumed.Summary.Requests.Writes, resumed.Summary.Requests.Ambiguous));
        Assert.Equal(resumed.Summary.Requests.Sent, resumed.Summary.Forecast);
        Assert.Equal(1, (await world.Target.CountsAsync()).Writes);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_that_fails_after_its_first_durable_intent_stays_open_and_can_be_abandoned(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")], sandbox: options => options with
        {
            Permissions = dialect == TargetDialect.Guide ? ["user:read", "routing:read"] : ["routing:skill:view", "directory:user:view"],
        });

        var failed = await world.RunAsync(Source);
        var open = (await world.HistoryAsync()).Open;
        await world.AbandonAsync(failed.Summary.Run);

        Assert.Equal((RunStatus.Failed, ExitCode.Unavailable), (failed.Summary.Status, failed.ExitCode));
        Assert.Equal(failed.Summary.Run, open?.Id);
        Assert.Null((await world.HistoryAsync()).Open);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_that_fails_before_any_intent_is_closed(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")], sandbox: options => options with { Permissions = [] });

        var failed = await world.RunAsync(Source);

        Assert.Equal((RunStatus.Failed, ExitCode.Unavailable), (failed.Summary.Status, failed.ExitCode));
        Assert.Null((await world.HistoryAsync()).Open);
    }

    [Fact]
    public async Task A_re_diff_after_the_guard_never_adds_an_operation()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001", ("Claims", 2))]);
        world.Policy = new SyncPolicies(RemovalPolicy.Managed);
        world.IsDisturbed = true;
        await world.StallWriteAsync();

        // The edit moves the version, so that the stalled write meets a clash and the user is read and compared again.
        var running = world.RunAsync("employee_id,skills,certifications\n001,Claims:3,FirstAid||2026-12-31\n");
        await world.Target.ReceiveWritesAsync(1, running);
        await world.Target.EditAsync("001", """ "skills": {"Spanish": 1, "Claims": 3} """);
        world.EndStall();
        var report = await running;

        Assert.Equal(RunStatus.Converged, report.Summary.Status);
        Assert.Contains(await world.Target.RequestsAsync(), request => request.Status == 409);
        Assert.Equal(new OperationCounts(0, 0, 0, 1, 0), report.Summary.Operations);
        Assert.Equal("Claims=3, Spanish=1", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_second_writing_process_is_refused_and_told_of_the_first_whatever_the_source(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);

        var refused = await world.WithEngineAsync(EngineMode.Writing, async _ =>
        {
            world.Source = world.Source with { Name = "training" };
            return await Assert.ThrowsAsync<EngineStartException>(() => world.RunAsync(Source));
        });

        Assert.Equal(ExitCode.Conflict, refused.ExitCode);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
        Assert.Equal(default, await world.Target.CountsAsync());
    }

    [Fact]
    public async Task The_spool_is_compressed_and_readable_by_its_owner_only()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);

        world.IsDisturbed = true;
        await world.StallWriteAsync();
        using var stop = new CancellationTokenSource();
        var running = world.RunUntilAsync(Source, stop.Token);
        while ((await world.Target.CountsAsync()).Writes == 0)
        {
            await Task.Yield();
        }

        var files = Directory.GetFiles(world.PathOf("."), "*.gz", SearchOption.AllDirectories);
        Assert.Contains(files, file => Path.GetFileName(file).StartsWith("source-0", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.Equal([0x1F, 0x8B], File.ReadAllBytes(file)[..2]);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }

        await world.StopAsync(stop);
        world.EndStall();
        await running;
    }

    [Fact]
    public async Task Of_a_closed_run_only_the_plan_is_kept_and_of_one_that_was_never_opened_nothing()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);
        var first = (await world.RunAsync(Source)).Summary.Run.Value;
        var runs = Path.Combine(Directory.GetDirectories(world.PathOf("."))[0], "runs");
        var unopened = Directory.CreateDirectory(Path.Combine(runs, $"{first[..^4]}{int.Parse(first[^4..^1], CultureInfo.InvariantCulture) + 1:000}Z"));
        string[] others = ["20200101T000000000Z", "20990101T000000000Z", "old"];
        Assert.All(others, other => Directory.CreateDirectory(Path.Combine(runs, other)));
        world.Time.Pass(TimeSpan.FromHours(1));
        await File.WriteAllTextAsync(Path.Combine(unopened.FullName, "source-0.csv.gz"), "of a process that died", TestContext.Current.CancellationToken);

        var second = (await world.RunAsync(Source, only: ["001"])).Summary.Run.Value;

        Assert.Equal(others.Append(first).Append(second).Order(), Directory.GetDirectories(runs).Select(folder => Path.GetFileName(folder)).Order());
        Assert.Equal(["plan.json.gz", "plan.json.gz"], Directory.GetFiles(runs, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    /// <summary>Interrupts a run whose one write was done without an answer, before the read that would settle it.</summary>
    private static async Task<RunReport> LeaveInDoubtAsync(ContractWorld world)
    {
        var reads = (await world.PlanAsync(Source)).Summary.Requests.Reads;
        await world.Target.FailAsync("connection-closed:route=PATCH,applied=true,times=1", $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1");
        world.IsDisturbed = true;
        var before = await world.Target.CountsAsync();

        var interrupted = await world.RunAsync(Source);

        Assert.Equal(RunStatus.Interrupted, interrupted.Summary.Status);
        Assert.Equal(1, (await world.Target.CountsAsync() - before).Writes);
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
        world.Time.Pass(TimeSpan.FromHours(1));
        return interrupted;
    }
}
