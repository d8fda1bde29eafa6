using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run that is stopped in the middle, and goes on where it stood.</summary>
public sealed class InterruptTests
{
    private const int People = 6;

    // One person is as wanted, one is unknown to the target, and one item is wrong: a resumed run must still say so.
    private static readonly string Source =
        "employee_id,skills\n" + string.Concat(Enumerable.Range(1, People).Select(number => $"00{number},Billing:3\n")) + "007,Claims:4;Nonsense:1\n008,Billing:1\n";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_stopped_run_is_interrupted_and_who_is_not_finished_counts_as_failed(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);

        var report = await StopAfterAsync(world, writes: 3);

        Assert.Equal((RunStatus.Interrupted, ExitCode.Interrupted), (report.Summary.Status, report.ExitCode));
        Assert.Equal(3, report.Summary.Operations.SkillsAdded);
        Assert.Equal(new UserCounts(7, 3, 1, 3, 0, 1), report.Summary.Users);
        Assert.Null(report.PausedUntil);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_abandoned_run_says_what_was_done_and_what_was_left_undone(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var first = await StopAfterAsync(world, writes: 3);

        var abandoned = await world.AbandonAsync(first.Summary.Run);

        Assert.Equal((ExitCode.Done, RunStatus.Partial), (abandoned.ExitCode, abandoned.Summary.Status));
        Assert.Equal(new UserCounts(7, 3, 1, 3, 0, 1), abandoned.Summary.Users);
        Assert.Equal(first.Summary.Operations, abandoned.Summary.Operations);
        Assert.StartsWith("3 people are left undone and not named: ", Assert.Single(abandoned.Summary.Findings, finding => finding.Rule == UserProblem.LeftUndone.Rule).Message, StringComparison.Ordinal);
        Assert.Equal(first.Summary.Rows, abandoned.Summary.Rows);
    }

    [Fact]
    public async Task An_abandoned_run_names_those_whose_write_in_doubt_was_applied_and_who_were_to_be_written_again()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001", ("Claims", 4))]);
        const string Both = "employee_id,skills\n001,Billing:3;Claims:0\n";
        var reads = (await world.PlanAsync(Both)).Summary.Requests.Reads;
        await world.Target.FailAsync("connection-closed:route=PATCH,applied=true,times=1", $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1");
        world.IsDisturbed = true;
        var stopped = await world.RunAsync(Both);
        await world.Target.FailAsync();
        world.Time.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));

        var given = await world.AbandonAsync(stopped.Summary.Run);

        Assert.Equal((RunStatus.Partial, 1, 0), (given.Summary.Status, given.Summary.Users.Failed, given.Summary.Users.Changed));
        Assert.StartsWith("Employee 001: ", Assert.Single(given.Summary.Findings, finding => finding.Rule == UserProblem.LeftUndone.Rule).Message, StringComparison.Ordinal);
        Assert.Equal("Billing=3, Claims=4", await world.Target.SkillsOfAsync("001"));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_abandon_that_a_pause_keeps_from_its_work_does_not_say_that_the_run_was_given_up(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var reads = (await world.PlanAsync(Source)).Summary.Requests.Reads;
        await world.Target.FailAsync("connection-closed:route=PATCH,applied=true,times=1", $"too-many-requests:seconds=3600,route=GET,skip={reads},times=1");
        var stopped = await world.RunAsync(Source);
        await world.Target.FailAsync();

        var kept = await world.AbandonAsync(stopped.Summary.Run);
        world.Time.Pass(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var given = await world.AbandonAsync(stopped.Summary.Run);

        Assert.Equal((ExitCode.Interrupted, true), (kept.ExitCode, kept.IsOpen));
        Assert.DoesNotContain(kept.Summary.Findings, finding => finding.Rule == UserProblem.LeftUndone.Rule);
        Assert.Equal((ExitCode.Done, false), (given.ExitCode, given.IsOpen));
        Assert.Contains(given.Summary.Findings, finding => finding.Rule == UserProblem.LeftUndone.Rule);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task Resume_converges_without_repeating_a_write_and_its_figures_are_those_of_the_whole_run(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var first = await StopAfterAsync(world, writes: 3);

        var resumed = await world.ResumeAsync();

        var summary = resumed.Summary;
        Assert.Equal((RunStatus.Partial, ExitCode.Partial, 1), (summary.Status, resumed.ExitCode, summary.ResumedCount));
        Assert.Equal(first.Summary.Run, summary.Run);
        Assert.Equal(first.Summary.StartedAt, summary.StartedAt);
        Assert.Equal(first.Summary.Rows, summary.Rows);
        Assert.Equal(1, summary.ItemsRejected);
        resumed.Finds("skill-undeclared");
        resumed.Finds("no-such-user");
        Assert.Equal(new UserCounts(7, People, 1, 0, 0, 1), summary.Users);
        Assert.Equal(new OperationCounts(People, 0, 0, 0, 0), summary.Operations);
        Assert.Equal(await world.Target.CountsAsync(), new ReceivedCounts(summary.Requests.Reads, summary.Requests.Writes, summary.Requests.Tokens));
        Assert.Equal((People, People), (summary.Requests.Writes, summary.WritesLowerBound));
        Assert.Equal(summary.Forecast, summary.Requests.Sent);
        for (var number = 1; number <= People; number++)
        {
            Assert.Equal("Billing=3", await world.Target.SkillsOfAsync($"00{number}"));
        }
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_resume_that_is_refused_has_not_gone_on_with_the_run_and_leaves_its_figures_as_they_were(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        var stopped = await StopAfterAsync(world, writes: 3);
        var right = world.Options;

        world.Options = right with { Target = right.Target with { ClientSecret = new Secret("wrong") } };
        var refused = await world.ResumeAsync();
        Assert.Equal((ExitCode.Unavailable, true), (refused.ExitCode, refused.IsOpen));
        AssertSame(stopped.Summary, refused.Summary);
        AssertSame(stopped.Summary, await ShownAsync(world));
        Assert.NotNull(stopped.Summary.Difference);

        world.Options = right;
        Assert.Equal(1, (await world.ResumeAsync()).Summary.ResumedCount);
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task An_interrupted_run_is_shown_with_the_figures_of_its_end_also_where_it_was_resumed(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        AssertSame((await StopAfterAsync(world, writes: 2)).Summary, await ShownAsync(world));
        var second = await StopAfterAsync(world, writes: 4, resume: true);

        Assert.Equal(1, second.Summary.ResumedCount);
        AssertSame(second.Summary, await ShownAsync(world));
    }

    private static void AssertSame(RunSummary expected, RunSummary shown)
    {
        Assert.Equal((expected.Users, expected.Operations, expected.ResumedCount), (shown.Users, shown.Operations, shown.ResumedCount));
        Assert.Equal((expected.Requests.Sent, expected.Forecast, expected.Difference), (shown.Requests.Sent, shown.Forecast, shown.Difference));
    }

    private static Task<RunSummary> ShownAsync(ContractWorld world) => world.WithEngineAsync(EngineMode.ReadOnly, async engine =>
    {
        var open = (await engine.ReadRunsAsync(CancellationToken.None)).Open!;
        var done = await engine.ReadDoneAsync(open, CancellationToken.None);
        return done.AsInterrupted(done.Complete(open))!;
    });

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_run_stopped_twice_still_adds_up(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        await StopAfterAsync(world, writes: 2);
        await StopAfterAsync(world, writes: 4, resume: true);

        var resumed = await world.ResumeAsync();

        var summary = resumed.Summary;
        Assert.Equal((RunStatus.Partial, 2), (summary.Status, summary.ResumedCount));
        Assert.Equal(new UserCounts(7, People, 1, 0, 0, 1), summary.Users);
        Assert.Equal(new OperationCounts(People, 0, 0, 0, 0), summary.Operations);
        Assert.Equal(await world.Target.CountsAsync(), new ReceivedCounts(summary.Requests.Reads, summary.Requests.Writes, summary.Requests.Tokens));
        Assert.Equal((People, People), (summary.Requests.Writes, summary.WritesLowerBound));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_user_stopped_between_two_writes_is_changed_once_and_both_are_counted(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        const string TwoWrites = "employee_id,skills,certifications\n001,Billing:3,FirstAid||2026-12-31\n";
        var stopped = await StopAfterAsync(world, writes: 1, source: TwoWrites);

        var resumed = await world.ResumeAsync();

        Assert.Equal(new UserCounts(1, 0, 0, 1, 0, 0), stopped.Summary.Users);
        Assert.Equal(1, stopped.Summary.Operations.CertificationsSet);
        Assert.Equal((RunStatus.Converged, ExitCode.Done), (resumed.Summary.Status, resumed.ExitCode));
        Assert.Equal(new UserCounts(1, 1, 0, 0, 0, 0), resumed.Summary.Users);
        Assert.Equal(new OperationCounts(1, 0, 0, 1, 0), resumed.Summary.Operations);
        Assert.Equal((2, 2), (resumed.Summary.Requests.Writes, (await world.Target.CountsAsync()).Writes));
    }

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task After_a_resume_the_next_run_is_silent(TargetDialect dialect)
    {
        await using var world = await StartAsync(dialect);
        await StopAfterAsync(world, writes: 3);
        await world.ResumeAsync();
        world.IsDisturbed = false;

        var next = await world.RunAsync(Source);

        Assert.Equal(0, next.Summary.Requests.Writes);
        Assert.Equal(new UserCounts(7, 0, 7, 0, 0, 1), next.Summary.Users);
    }

    private static async Task<ContractWorld> StartAsync(TargetDialect dialect)
    {
        var world = await ContractWorld.StartAsync(
            dialect, [.. Enumerable.Range(1, People).Select(number => Seeds.User($"00{number}")), Seeds.User("007", ("Claims", 4))]);
        world.Options = world.Options with { Target = world.Options.Target with { MaxInFlight = 1 } };
        world.IsDisturbed = true;
        return world;
    }

    /// <summary>Stops while the answer to the last of so many writes is kept: that one is still waited for.</summary>
    private static async Task<RunReport> StopAfterAsync(ContractWorld world, int writes, bool resume = false, string? source = null)
    {
        var before = (await world.Target.CountsAsync()).Writes;
        await world.StallWriteAsync(skip: (int)(writes - before - 1));
        using var stop = new CancellationTokenSource();

        var running = resume
            ? world.WithEngineAsync(EngineMode.Writing, engine => engine.ResumeAsync(null, stop.Token))
            : world.RunUntilAsync(source ?? Source, stop.Token);
        await world.Target.ReceiveWritesAsync(writes, running);
        await world.StopAsync(stop);
        world.EndStall();
        return await running;
    }
}
