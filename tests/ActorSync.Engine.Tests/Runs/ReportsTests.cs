using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
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
    public void A_target_that_is_out_of_reach_or_refuses_is_code_5_with_a_remedy()
    {
        foreach (var stop in new RunStop[] { new RunStop.Unreachable("refused."), new RunStop.CredentialsRefused("wrong secret."), new RunStop.PermissionMissing("routing:skill:assign.") })
        {
            var report = Reports.Of(Ending(RunStatus.Failed, stop), null);

            Assert.Equal(ExitCode.Unavailable, report.ExitCode);
            Assert.NotNull(report.Error);
        }
    }

    [Theory]
    [InlineData(false, "Check Target:BaseUrl (Target:Region where none is set) and the network.")]
    [InlineData(true, "Check Target:LoginUrl (Target:BaseUrl or Target:Region where none is set) and the network.")]
    public void What_could_not_be_reached_is_told_by_the_key_of_its_address(bool atLogin, string remedy)
    {
        var reached = RunStop.From(new TargetOutcome.Unreachable("refused") { AtLogin = atLogin });

        Assert.Equal($"The target cannot be reached: refused. Nothing more is sent. {remedy}", Reports.Of(Ending(RunStatus.Failed, reached), null).Error);
    }

    [Fact]
    public void A_pause_that_is_too_long_is_code_130_and_says_until_when()
    {
        var until = Noon + Duration.FromMinutes(20);

        var report = Reports.Of(Ending(RunStatus.Interrupted, new RunStop.Interrupted(until)) with { IsOpen = true }, null);

        Assert.Equal((ExitCode.Interrupted, (Instant?)until, null), (report.ExitCode, report.PausedUntil, report.Error));
        Assert.Contains($"`actorsync resume {Run}` goes on with it after {InstantText.At(until)}", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "once the target is back")]
    [InlineData(true, "once the login is back")]
    public void A_run_whose_target_is_gone_says_that_resume_goes_on_once_it_is_back(bool atLogin, string when)
    {
        var report = Reports.Of(Ending(RunStatus.Failed, new RunStop.Unreachable("refused") { AtLogin = atLogin }) with { IsOpen = true }, null);

        Assert.Contains($"`actorsync resume {Run}` goes on with it {when}", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_code_1_whatever_else_stopped_the_run()
    {
        var report = Reports.Of(Ending(RunStatus.Failed, new RunStop.Interrupted(null)) with { Failure = "The disk is full." }, null);

        Assert.Equal((ExitCode.Failed, "The disk is full."), (report.ExitCode, report.Error));
    }

    [Theory]
    [InlineData(RunStatus.Converged, "", 0)]
    [InlineData(RunStatus.Held, "", 3)]
    [InlineData(RunStatus.Partial, "", 4)]
    [InlineData(RunStatus.Failed, "unexpected", 1)]
    [InlineData(RunStatus.Failed, "credentials-refused", 5)]
    public void A_closed_run_is_told_as_it_was_recorded_with_the_exit_code_of_its_status(RunStatus status, string rule, int code)
    {
        var summary = PlanSamples.Summary with { Status = status, Findings = [new Finding(string.Empty, 0, string.Empty, rule, "Why.", FindingSeverity.Error)] };

        var report = Reports.OfClosed(Closed(summary, abandoned: true));

        Assert.Equal((code, status, summary.Users), (report.ExitCode, report.Summary.Status, report.Summary.Users));
        Assert.Contains("was abandoned", Assert.Single(report.Notes), StringComparison.Ordinal);
        Assert.DoesNotContain($"as {SummaryJson.NameOf(status)}", report.Notes[0], StringComparison.Ordinal);
        Assert.Equal(report.Notes[0], report.Summary.Findings[0].Message);
    }

    [Fact]
    public void A_run_that_is_given_up_with_a_write_still_in_doubt_does_not_say_that_all_is_settled()
    {
        var unsettled = Reports.OfAbandoned(Ending(RunStatus.Partial));
        var settled = Reports.OfAbandoned(Ending(RunStatus.Partial) with { Summary = PlanSamples.Summary with { Doubts = new RunDoubts(new DoubtCounts(1, 0, 0, 0), []) } });

        Assert.DoesNotContain("is settled", Assert.Single(unsettled.Notes), StringComparison.Ordinal);
        Assert.Contains("is settled", Assert.Single(settled.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, "1 person was changed, 1 was left undone or failed.")]
    [InlineData(2, 0, "2 people were changed, 0 were left undone or failed.")]
    [InlineData(0, 0, "nobody had been decided, and nothing was written.")]
    public void A_run_that_is_given_up_without_a_doubt_speaks_of_none_and_of_one_person_as_of_one(int changed, int failed, string people)
    {
        var summary = PlanSamples.Summary with { Doubts = RunDoubts.None, Users = new UserCounts(changed + failed, changed, 0, failed, 0, 0) };

        var note = Assert.Single(Reports.OfAbandoned(Ending(RunStatus.Partial) with { Summary = summary }).Notes);

        Assert.Equal($"Run {Run} is closed for good: {people}", note);
    }

    private static RunRecord Closed(RunSummary summary, bool abandoned) => new(
        Run, "run", Hris, ["people.csv"], "hash", string.Empty, string.Empty, Noon, 0, RequestCounts.None, null, null, new RunEnd(summary.Status, abandoned, SummaryJson.Write(summary), Noon));

    private static RunEnding Ending(RunStatus status, RunStop? stop = null) => new(PlanSamples.Summary with { Status = status }, [], null, stop, null, false);
}
