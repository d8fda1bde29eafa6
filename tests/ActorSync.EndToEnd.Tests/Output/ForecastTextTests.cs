using ActorSync.Cli.Output;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class ForecastTextTests
{
    [Fact]
    public void What_came_true_and_what_was_never_made_need_no_explanation()
    {
        Assert.Null(ForecastText.Difference(Summary(sent: 100, forecast: 100)));
        Assert.Null(ForecastText.Difference(Summary(sent: 7, forecast: 0, RunStatus.Interrupted)));
    }

    [Fact]
    public void More_than_forecast_without_a_failure_is_of_people_read_again()
    {
        const string Why = "2 more than forecast: people were read again, because what was known of them was too old, had moved, or clashed with a newer version.";
        var summary = Summary(sent: 102, forecast: 100);

        Assert.Equal(Why, ForecastText.Difference(summary));
        Assert.Equal(Why, ForecastText.Difference(summary with { WhenForecast = RequestCounts.None }));
    }

    [Fact]
    public void What_the_forecast_holds_already_is_no_cause_of_more()
    {
        var before = RequestCounts.None with { Reads = 60, Throttled = 100, Retried = 7, Ambiguous = 3 };
        var summary = Summary(sent: 105, forecast: 100) with { WhenForecast = before };

        Assert.StartsWith("5 more than forecast: people were read again, ", Difference(before), StringComparison.Ordinal);
        Assert.Equal("5 more than forecast: after it was made, 5 throttled and sent again.", Difference(before with { Throttled = 105 }));
        Assert.Equal(
            "5 more than forecast: after it was made, 1 throttled and sent again, 1 sent again after a failure in passing. "
            + "Where that is not all, people were read again, because what was known of them was too old, had moved, or clashed with a newer version. "
            + "A forecast expects of the writes no more failures than the reads before them had met.",
            Difference(before with { Throttled = 101, Retried = 8 }));

        string? Difference(RequestCounts counts) => ForecastText.Difference(summary with { Requests = counts with { Reads = 105 } });
    }

    [Fact]
    public void Where_nobody_knows_what_had_been_sent_by_the_forecast_causes_are_named_without_numbers()
    {
        var summary = Summary(sent: 105, forecast: 100);

        Assert.Equal(
            "5 more than forecast: after it was made, requests were throttled and sent again, or writes in doubt were settled by reads and, where not applied, sent again, "
            + "or people were read again, because what was known of them was too old, had moved, or clashed with a newer version. "
            + "How much is due to which is not known: the counts above are of the whole run, and the forecast holds those from before it.",
            ForecastText.Difference(summary with { Requests = summary.Requests with { Throttled = 105, Ambiguous = 2 } }));
    }

    [Fact]
    public void Fewer_than_forecast_is_of_what_was_not_needed_and_perhaps_of_failures_that_the_forecast_expected()
    {
        const string NotNeeded = "5 fewer than forecast: some of what was decided was no longer needed or was not done";
        var fewer = Summary(sent: 95, forecast: 100);
        var failed = fewer with { Requests = fewer.Requests with { Retried = 1 } };

        Assert.Equal($"{NotNeeded}.", ForecastText.Difference(fewer));
        Assert.Equal($"{NotNeeded}.", ForecastText.Difference(failed with { WhenForecast = RequestCounts.None }));
        Assert.Equal($"{NotNeeded}, or fewer requests were throttled or failed in passing than it expected.", ForecastText.Difference(failed));
        Assert.EndsWith("the rest is still to come.", ForecastText.Difference(fewer with { Status = RunStatus.Interrupted }), StringComparison.Ordinal);
    }

    [Fact]
    public void Both_figures_of_the_line_are_of_the_whole_run_and_a_run_that_is_given_up_has_no_fewest_writes()
    {
        var summary = Summary(sent: 105, forecast: 100) with { WritesLowerBound = 70 };

        Assert.Equal("Forecast 100 for the whole run, of them at least 70 writes.", ForecastText.Forecast(summary, isGivenUp: false));
        Assert.Equal("Forecast 100 with the reads that settle what was in doubt.", ForecastText.Forecast(summary, isGivenUp: true));
        Assert.Equal(string.Empty, ForecastText.Forecast(summary with { Forecast = 0 }, isGivenUp: true));
        Assert.DoesNotContain("sent again", ForecastText.Difference(summary with { Requests = summary.Requests with { Ambiguous = 3 } }, isGivenUp: true), StringComparison.Ordinal);
    }

    private static RunSummary Summary(long sent, long forecast, RunStatus status = RunStatus.Converged) => new(
        new RunId("20261125T171503123Z"), status, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None,
        RequestCounts.None with { Reads = sent }, 0, forecast, GuardVerdict.Pass, [], Instant.MinValue, Instant.MinValue, 0);
}
