using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A target that asks for hours: the run ends, and what the target said outlives the process.</summary>
public sealed class PausedRunTests
{
    private const string Source = "employee_id,skills\n001,Billing:3\n";

    [Theory]
    [ClassData(typeof(BothDialects))]
    public async Task A_pause_of_hours_interrupts_the_run_and_the_next_process_keeps_to_it_without_a_single_request(TargetDialect dialect)
    {
        await using var world = await ContractWorld.StartAsync(dialect, [Seeds.User("001")]);
        world.IsDisturbed = true;
        await world.Target.FailAsync("too-many-requests:seconds=7200,times=1,route=GET");

        var first = await world.RunAsync(Source);
        AssertPaused(world, first);
        var before = await world.Target.CountsAsync();

        var second = await world.ResumeAsync();
        AssertPaused(world, second);
        Assert.InRange((second.PausedUntil!.Value - first.PausedUntil!.Value).TotalSeconds, 0.5, 1.5); // It may have grown a little since it was told, and no more is added later.
        Assert.InRange(((await world.ResumeAsync()).PausedUntil!.Value - second.PausedUntil!.Value).TotalSeconds, -0.5, 0.5);

        Assert.Equal(["pause-too-long"], (await world.ResumeAsync()).Summary.Findings.Select(finding => finding.Rule)); // However often it is said.

        var plan = await world.PlanAsync(Source);
        AssertPaused(world, plan);
        Assert.Equal(before, await world.Target.CountsAsync());

        world.Time.Pass(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        var third = await world.ResumeAsync();
        Assert.Equal((RunStatus.Converged, ExitCode.Done), (third.Summary.Status, third.ExitCode));
        Assert.Equal((0, 1), (second.Summary.ResumedCount, third.Summary.ResumedCount)); // The second did not reach the target.
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task A_run_that_a_refused_resume_closes_was_not_resumed_by_it()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);
        world.IsDisturbed = true;
        await world.Target.FailAsync("too-many-requests:seconds=7200,times=1,route=GET");
        var run = (await world.RunAsync(Source)).Summary.Run;
        world.Time.Pass(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));
        world.Options = world.Options with { Target = world.Options.Target with { ClientSecret = new Secret("wrong") } };

        var refused = await world.ResumeAsync();

        Assert.Equal((RunStatus.Failed, ExitCode.Unavailable, false, 0), (refused.Summary.Status, refused.ExitCode, refused.IsOpen, refused.Summary.ResumedCount));
        var record = (await world.HistoryAsync()).Find(run)!;
        Assert.Equal((0, 0), (record.ResumedCount, SummaryJson.Read(record.End!.Summary).ResumedCount));
    }

    [Fact]
    public async Task A_resume_that_gets_a_token_and_no_connection_is_none_and_its_tries_are_told_among_the_causes()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001"), Seeds.User("002")]);
        world.IsDisturbed = true;
        await world.Target.FailAsync("user-forbidden:route=PATCH,times=1", "too-many-requests:seconds=7200,times=1,skip=1,route=PATCH");
        var paused = await world.RunAsync(Source + "002,Billing:3\n");
        world.Time.Pass(TimeSpan.FromHours(2) + TimeSpan.FromSeconds(1));

        var away = world.Options with { Target = world.Options.Target with { BaseUrl = new Uri("http://127.0.0.1:1/") } };
        RunReport unreached;
        await using (var engine = await SyncEngine.StartAsync(
            away, TargetIdentity.Of(world.Options.Target), EngineMode.Writing, "resume", world.Time, NullLoggerFactory.Instance, TestContext.Current.CancellationToken))
        {
            unreached = await engine.ResumeAsync(null, TestContext.Current.CancellationToken);
        }

        var (before, after) = (paused.Summary, unreached.Summary);
        var tries = after.Requests.Sent - before.Requests.Sent;
        Assert.Equal((RunStatus.Failed, true, 0), (after.Status, unreached.IsOpen, after.ResumedCount));
        Assert.True(tries > 1, $"{tries} tries");
        Assert.Equal(before.Users, after.Users);
        Assert.Equal(["user-forbidden", "pause-too-long"], before.Findings.Select(finding => finding.Rule));
        Assert.Equal(["user-forbidden", "target-unreachable"], after.Findings.Select(finding => finding.Rule));
        Assert.Equal(before.Difference! with { Retried = before.Difference.Retried + tries }, after.Difference);
        Assert.Equal(after.Requests.Sent - after.Forecast, after.Difference!.Total);
        var record = (await world.HistoryAsync()).Find(after.Run)!;
        Assert.Equal((0, after.Difference), (record.ResumedCount, SummaryJson.LeftBy(record)?.Difference));
    }

    private static void AssertPaused(ContractWorld world, RunReport report)
    {
        Assert.Equal(ExitCode.Interrupted, report.ExitCode);
        var until = Assert.NotNull(report.PausedUntil);
        Assert.InRange(until, Now(world) + Duration.FromMinutes(110), Now(world) + Duration.FromMinutes(121));
        var pause = Assert.Single(report.Summary.Gateway!.Pauses);
        Assert.Equal("429 that asks for 7200 s", pause.Reason);
        Assert.InRange((pause.Until - until).TotalSeconds, -1, 1);
    }

    private static Instant Now(ContractWorld world) => Instant.FromDateTimeOffset(world.Time.GetUtcNow());
}
