using ActorSync.Cli.Output;
using ActorSync.Core.Runs;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class SummaryTextTests
{
    [Fact]
    public void Reads_and_writes_are_the_sum_of_what_was_sent_and_token_requests_stand_apart()
    {
        Assert.Equal(
            "118 requests sent: 100 reads and 18 writes; 2 throttled, 1 retried, 3 in doubt. Counted apart: 1 token request.",
            SummaryText.Requests(new RequestCounts(100, 18, 1, 2, 1, 3)));
        Assert.Equal("1 request sent: 1 read and 0 writes. Counted apart: 2 token requests.", SummaryText.Requests(new RequestCounts(1, 0, 2, 0, 0, 0)));
        Assert.Equal("0 requests sent: 0 reads and 0 writes.", SummaryText.Requests(RequestCounts.None));
    }
}
