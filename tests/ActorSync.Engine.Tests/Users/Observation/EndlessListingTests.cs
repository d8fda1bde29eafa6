using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Users.Observation;
using NodaTime;

namespace ActorSync.Engine.Tests.Users.Observation;

public sealed class EndlessListingTests
{
    [Fact]
    public async Task A_listing_that_goes_round_in_circles_is_left_with_a_reason()
    {
        var client = new SamePageForEver();
        var read = new ListingRead<string, string>(
            client,
            (page, _) => new TargetRequest(RequestVerb.Get, $"/api/v2/users?pageNumber={page}", default, "GET /api/v2/users", null),
            (_, _) => new Page<string>(["the same row"], 1, 1, int.MaxValue, int.MaxValue),
            row => row,
            largestPage: 1);

        var failure = await read.AllAsync(TestContext.Current.CancellationToken);

        Assert.Contains("the same rows", Assert.IsType<ObservationFailure.Unexpected>(failure).Reason, StringComparison.Ordinal);
        Assert.InRange(client.Requests, 2, ListingRead<string, string>.MostBarrenPages + ListingRead<string, string>.PagesAtOnce);
    }

    private sealed class SamePageForEver : ITargetClient
    {
        public int Requests { get; private set; }

        public Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
        {
            Requests++;
            return Task.FromResult<TargetOutcome>(new TargetOutcome.Answered(200, default, Instant.FromUtc(2026, 3, 2, 12, 0)));
        }
    }
}
