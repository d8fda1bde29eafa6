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
    public void More_than_forecast_without_a_failure_is_of_people_read_again() =>
        Assert.Equal(
            "2 more than forecast: people were read again, because what was known of them was too old or had moved.",
            ForecastText.Difference(Summary(sent: 102, forecast: 100)));

    [Fact]
    public void Fewer_than_forecast_is_of_failures_that_did_not_come_or_of_what_was_not_needed()
    {
        var expected = Summary(sent: 95, forecast: 100);

        Assert.EndsWith("and they met fewer.", ForecastText.Difference(expected with { Requests = expected.Requests with { Retried = 1 } }), StringComparison.Ordinal);
        Assert.EndsWith("was no longer needed, or could not be done.", ForecastText.Difference(expected), StringComparison.Ordinal);
        Assert.EndsWith("the rest is still to come.", ForecastText.Difference(expected with { Status = RunStatus.Interrupted }), StringComparison.Ordinal);
    }

    private static RunSummary Summary(long sent, long forecast, RunStatus status = RunStatus.Converged) => new(
        new RunId("20261125T171503123Z"), status, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None,
        RequestCounts.None with { Reads = sent }, 0, forecast, GuardVerdict.Pass, [], Instant.MinValue, Instant.MinValue, 0);
}
