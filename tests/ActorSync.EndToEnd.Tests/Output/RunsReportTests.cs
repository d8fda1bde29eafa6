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
        WhenForecast = new RequestCounts(60, 0, 1, 4, 0, 0),
    };

    [Fact]
    public void A_closed_run_tells_the_difference_to_its_forecast_in_the_words_of_its_own_end()
    {
        var decided = Ended with { Status = RunStatus.Planned, Requests = Ended.Requests with { Writes = 0, Throttled = 4, Ambiguous = 0 } };

        var shown = Show(new RunEnd(RunStatus.Converged, Abandoned: false, SummaryJson.Write(Ended), Noon), resumed: 0, decided);

        Assert.Contains("  " + SummaryText.Requests(Ended.Requests), shown, StringComparison.Ordinal);
        Assert.Contains($"  {ForecastText.Difference(Ended)}\n", shown, StringComparison.Ordinal);
        Assert.Contains("after it was made, 1 throttled and sent again, 2 writes in doubt", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void What_an_earlier_process_had_sent_by_its_forecast_says_nothing_of_a_later_one(int resumed, bool abandoned)
    {
        var shown = Show(new RunEnd(RunStatus.Partial, abandoned, SummaryJson.Write(Ended with { ResumedCount = resumed }), Noon), resumed, Ended);

        Assert.Contains($"  {ForecastText.Difference(Ended with { WhenForecast = null }, abandoned)}\n", shown, StringComparison.Ordinal);
    }

    // The run log counts what the gateway counted: that two writes were in doubt, the ledger alone knows here.
    private static string Show(RunEnd end, int resumed, RunSummary decided)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var run = new RunRecord(
            Ended.Run, "run", new SourceName("people"), ["people.csv"], string.Empty, string.Empty, string.Empty, Noon, resumed,
            Ended.Requests with { Ambiguous = 0 }, SummaryJson.Write(decided), null, end);
        RunsReport.WriteOne(new ReportWriter(text, terminal: null), run, standing: null);
        return text.ToString();
    }
}
