using ActorSync.Cli.Output;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class RunsReportTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    private static readonly RunSummary Ended = new(
        new RunId("20260301T120000000Z"), RunStatus.Converged, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None,
        new RequestCounts(60, 50, 1, 5, 0, 2), 40, 100, GuardVerdict.Pass, [], Noon, Noon, 0)
    {
        Difference = new ForecastDifference { Throttled = 1, Settling = 9 },
    };

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void A_closed_run_tells_the_difference_to_its_forecast_in_the_words_of_its_own_end(int resumed, bool abandoned)
    {
        var shown = Show(new RunEnd(RunStatus.Converged, abandoned, SummaryJson.Write(Ended with { ResumedCount = resumed }), Noon), resumed, Ended);

        Assert.Contains("  " + SummaryText.Requests(Ended.Requests), shown, StringComparison.Ordinal);
        Assert.Contains($"  {ForecastText.Difference(Ended, isGivenUp: abandoned)}\n", shown, StringComparison.Ordinal);
        Assert.Contains($"10 more than forecast: 1 refused with a 429, {(abandoned ? "9 to look again at writes in doubt" : "9 to settle writes in doubt")}", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_run_that_nobody_is_at_work_on_has_the_same_figures_in_words_as_in_json()
    {
        var decided = Ended with { Status = RunStatus.Planned, Users = new UserCounts(10, 7, 3, 0, 0, 0), Operations = new OperationCounts(7, 0, 0, 0, 0) };
        var soFar = decided with { Status = RunStatus.Interrupted, Users = new UserCounts(10, 2, 4, 4, 0, 0), Operations = new OperationCounts(2, 0, 0, 0, 0) };
        var run = Record(end: null, resumed: 0, decided);
        var standing = new RunStanding(2, null, false) { SoFar = soFar };

        var one = Written(report => RunsReport.WriteOne(report, run, standing));
        var list = Written(report => RunsReport.WriteList(report, [run], standing));

        Assert.Contains("  10 people in scope: 2 changed, 4 unchanged, 4 not done.\n", one, StringComparison.Ordinal);
        Assert.Contains("  so far: 2 of 7 changed\n", one, StringComparison.Ordinal);
        Assert.Contains("\n  Skills: 2 added, ", one, StringComparison.Ordinal);
        Assert.Contains("\n  as decided: Skills: 7 added, ", one, StringComparison.Ordinal);
        Assert.Contains("  2 of 7 changed, 4 unchanged, 4 not done, 0 held", list, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_tells_its_forecast_and_the_difference_to_it_in_the_words_of_its_end()
    {
        var decided = Ended with { Status = RunStatus.Planned };
        var soFar = Ended with { Status = RunStatus.Interrupted, Forecast = 150, Difference = new ForecastDifference { Settling = 2, ToCome = 42 } };

        var one = Written(report => RunsReport.WriteOne(report, Record(end: null, resumed: 0, decided), new RunStanding(2, null, false) { SoFar = soFar }));

        Assert.Contains("Forecast 150 for the whole run", one, StringComparison.Ordinal);
        Assert.Contains($"  {ForecastText.Difference(soFar)}\n", one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_failed_before_anybody_was_decided_is_not_told_by_noughts()
    {
        var failed = Ended with { Status = RunStatus.Failed };
        var end = new RunEnd(RunStatus.Failed, false, SummaryJson.Write(failed), Noon);

        Assert.Contains("  nobody was synced  ", Written(report => RunsReport.WriteList(report, [Record(end, 0, failed)], standing: null)), StringComparison.Ordinal);
        Assert.Contains("  Nobody was synced: ", Show(end, 0, failed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_under_way_is_shown_as_it_was_decided()
    {
        var decided = Ended with { Status = RunStatus.Planned, Users = new UserCounts(10, 7, 3, 0, 0, 0), Operations = new OperationCounts(7, 0, 0, 0, 0) };

        var one = Written(report => RunsReport.WriteOne(report, Record(end: null, resumed: 0, decided), new RunStanding(2, null, false)));

        Assert.Contains("  10 people in scope: 7 to change, 3 unchanged.\n  so far: 2 of 7 changed\n  as decided: Skills: 7 added, ", one, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_run_says_what_can_be_done_with_it()
    {
        var run = Record(end: null, resumed: 0, Ended with { Status = RunStatus.Planned });
        var idle = new RunStanding(2, null, false);
        const string GoOn = "\nThe run is open: `actorsync resume 20260301T120000000Z` goes on with it, `actorsync runs abandon 20260301T120000000Z` closes it.\n";

        Assert.EndsWith(GoOn, Written(report => RunsReport.WriteOne(report, run, idle)), StringComparison.Ordinal);
        Assert.EndsWith(GoOn, Written(report => RunsReport.WriteList(report, [run], idle)), StringComparison.Ordinal);
        Assert.Contains(
            "goes on with it after 2026-03-01 12:00:00 UTC, ",
            Written(report => RunsReport.WriteList(report, [run], new RunStanding(2, Noon, true))),
            StringComparison.Ordinal);
        Assert.DoesNotContain("resume", Written(report => RunsReport.WriteOne(report, run, idle with { IsUnderWay = true })), StringComparison.Ordinal);
        Assert.DoesNotContain("resume", Show(new RunEnd(RunStatus.Converged, false, SummaryJson.Write(Ended), Noon), 0, Ended), StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_stand_under_their_heading_and_end_where_those_of_the_end_of_a_run_do()
    {
        var summary = Ended with
        {
            Findings = [.. Enumerable.Range(1, 82).Select(number => new Finding(string.Empty, 0, string.Empty, "left-undone", $"Employee {number}: undone.", FindingSeverity.Error))],
        };

        var shown = Show(new RunEnd(RunStatus.Partial, true, SummaryJson.Write(summary), Noon), 0, summary);

        Assert.Contains("\nNeeds attention\n  left-undone  Employee 1: undone.\n", shown, StringComparison.Ordinal);
        Assert.Contains("Employee 20: undone.\n  … and 62 more: --output json lists all.\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Employee 21:", shown, StringComparison.Ordinal);
    }

    // The run log counts what the gateway counted: that two writes were in doubt, the ledger alone knows here.
    private static RunRecord Record(RunEnd? end, int resumed, RunSummary decided) => new(
        Ended.Run, "run", new SourceName("people"), ["people.csv"], string.Empty, string.Empty, string.Empty, Noon, resumed,
        Ended.Requests with { Ambiguous = 0 }, SummaryJson.Write(decided), null, end);

    private static string Show(RunEnd end, int resumed, RunSummary decided) =>
        Written(report => RunsReport.WriteOne(report, Record(end, resumed, decided), standing: null));

    private static string Written(Action<ReportWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(new ReportWriter(text, terminal: null));
        return text.ToString();
    }
}
