using ActorSync.Cli.Output;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class ForecastTextTests
{
    private static readonly ForecastDifference None = new();

    [Fact]
    public void What_came_true_and_what_was_never_made_need_no_explanation()
    {
        Assert.Null(ForecastText.Difference(Summary(sent: 100, forecast: 100, None with { Throttled = 2, Expected = 2 })));
        Assert.Null(ForecastText.Difference(Summary(sent: 7, forecast: 0, None, RunStatus.Interrupted)));
        Assert.Null(ForecastText.Difference(Summary(sent: 7, forecast: 9, None, RunStatus.Failed)));
    }

    [Fact]
    public void Each_cause_of_more_has_its_number_and_so_has_what_the_forecast_had_expected() => Assert.Equal(
        "20 more than forecast: 5 refused with a 429, 2 sent again after a failure in passing, 9 to settle writes in doubt and to send again what was not applied, "
        + "4 because what was known of people was too old, had moved, or clashed with a newer version, 3 sent by a process that ended before it could record them; less 2 in vain that the forecast had expected, 1 forecast and not needed, or not done.",
        ForecastText.Difference(Summary(sent: 120, forecast: 100, new ForecastDifference { Throttled = 5, Retried = 2, Settling = 9, ReadAgain = 4, FoundSent = 3, Expected = 2, NotNeeded = 1 })));

    [Fact]
    public void What_no_count_accounts_for_is_a_number_of_its_own()
    {
        Assert.Equal("3 more than forecast: 1 refused with a 429, 2 of another cause, which was not counted.", Difference(3, None with { Throttled = 1, Unexplained = 2 }));
        Assert.Equal("1 more than forecast: 3 refused with a 429; less 2 of another cause, which was not counted.", Difference(1, None with { Throttled = 3, Unexplained = -2 }));

        static string? Difference(long more, ForecastDifference causes) => ForecastText.Difference(Summary(100 + more, 100, causes));
    }

    [Fact]
    public void Fewer_than_forecast_is_told_in_the_same_way()
    {
        Assert.Equal("5 fewer than forecast: 5 forecast and not needed, or not done.", ForecastText.Difference(Summary(95, 100, None with { NotNeeded = 5 })));
        Assert.Equal("4 fewer than forecast: 1 refused with a 429; less 5 still to come.", ForecastText.Difference(Summary(96, 100, None with { Throttled = 1, ToCome = 5 }, RunStatus.Interrupted)));
    }

    [Fact]
    public void A_run_that_is_given_up_sends_nothing_again() => Assert.Equal(
        "3 more than forecast: 3 to look again at writes in doubt.", ForecastText.Difference(Summary(103, 100, None with { Settling = 3 }), isGivenUp: true));

    [Fact]
    public void Where_no_process_counted_the_causes_none_is_named()
    {
        Assert.Equal("5 more than forecast.", ForecastText.Difference(Summary(105, 100, null)));
        Assert.Equal("5 fewer than forecast.", ForecastText.Difference(Summary(95, 100, null)));
        Assert.Equal("5 fewer than forecast so far.", ForecastText.Difference(Summary(95, 100, null, RunStatus.Interrupted)));
    }

    [Fact]
    public void Both_figures_of_the_line_are_of_the_whole_run_and_a_run_that_is_given_up_has_no_fewest_writes()
    {
        var summary = Summary(sent: 105, forecast: 100, None) with { WritesLowerBound = 70, Doubts = new RunDoubts(new DoubtCounts(1, 0, 0, 0), []) };

        Assert.Equal("Forecast 100 for the whole run, of them at least 70 writes.", ForecastText.Forecast(summary, isGivenUp: false));
        Assert.Equal("Forecast 100 with the reads that a write in doubt always needs.", ForecastText.Forecast(summary, isGivenUp: true));
        Assert.Equal(string.Empty, ForecastText.Forecast(summary with { Doubts = RunDoubts.None }, isGivenUp: true));
        Assert.Equal(string.Empty, ForecastText.Forecast(summary with { Forecast = 0 }, isGivenUp: true));
    }

    private static RunSummary Summary(long sent, long forecast, ForecastDifference? difference, RunStatus status = RunStatus.Converged) => new(
        new RunId("20261125T171503123Z"), status, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None,
        RequestCounts.None with { Reads = sent }, 0, forecast, GuardVerdict.Pass, [], Instant.MinValue, Instant.MinValue, 0)
    {
        Difference = difference,
    };
}
