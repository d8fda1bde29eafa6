using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using NodaTime;
using static ActorSync.Engine.Tests.Users.Sample;

namespace ActorSync.Engine.Tests.Runs;

public sealed class ReportsTests
{
    [Theory]
    [InlineData(RunStatus.Planned, 0)]
    [InlineData(RunStatus.Converged, 0)]
    [InlineData(RunStatus.Held, 3)]
    [InlineData(RunStatus.Partial, 4)]
    [InlineData(RunStatus.Interrupted, 130)]
    [InlineData(RunStatus.Failed, 1)]
    public void A_status_gives_its_exit_code(RunStatus status, int code) => Assert.Equal(code, Reports.Of(Ending(status), null).ExitCode);

    [Fact]
    public void A_target_that_is_out_of_reach_or_refuses_is_code_5_with_a_finding_and_a_remedy()
    {
        foreach (var (stop, rule) in new (RunStop, string)[]
        {
            (new RunStop.Unreachable("refused."), "target-unreachable"),
            (new RunStop.CredentialsRefused("wrong secret."), "credentials-refused"),
            (new RunStop.PermissionMissing("routing:skill:assign."), "permission-missing"),
        })
        {
            var report = Reports.Of(Ending(RunStatus.Failed, stop), null);

            Assert.Equal(ExitCode.Unavailable, report.ExitCode);
            Assert.Equal(rule, report.Summary.Findings[^1].Rule);
            Assert.NotNull(report.Error);
        }
    }

    [Theory]
    [InlineData(false, "Check Target:BaseUrl and the network.")]
    [InlineData(true, "Check Target:LoginUrl and the network.")]
    public void What_could_not_be_reached_is_told_by_the_key_of_its_address(bool atLogin, string remedy)
    {
        var reached = RunStop.From(new TargetOutcome.Unreachable("refused") { AtLogin = atLogin });

        Assert.Equal($"The target cannot be reached: refused. {remedy}", Reports.Of(Ending(RunStatus.Failed, reached), null).Error);
    }

    [Fact]
    public void A_pause_that_is_too_long_is_code_130_and_says_until_when()
    {
        var until = Noon + Duration.FromMinutes(20);

        var report = Reports.Of(Ending(RunStatus.Interrupted, new RunStop.Interrupted(until)) with { IsOpen = true }, null);

        Assert.Equal((ExitCode.Interrupted, (Instant?)until, null), (report.ExitCode, report.PausedUntil, report.Error));
        Assert.Contains($"actorsync resume {Run}", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_code_1_whatever_else_stopped_the_run()
    {
        var report = Reports.Of(Ending(RunStatus.Failed, new RunStop.Interrupted(null)) with { Failure = "The disk is full." }, null);

        Assert.Equal((ExitCode.Failed, "The disk is full."), (report.ExitCode, report.Error));
    }

    private static RunEnding Ending(RunStatus status, RunStop? stop = null) => new(PlanSamples.Summary with { Status = status }, [], null, stop, null, false);
}
