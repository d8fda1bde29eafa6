using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Users.Observation;
using NodaTime;

namespace ActorSync.Engine.Tests.Users.Observation;

public sealed class ListingReadTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 12, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listing_that_goes_round_in_circles_is_left_with_a_reason()
    {
        var client = new PageClient((_, _) => Task.FromResult(Start));
        var read = Listing(client, (_, _) => new Page<string>(["the same row"], 1, 1, int.MaxValue, int.MaxValue));

        var failure = await read.AllAsync(Cancellation);

        Assert.Contains("the same rows", Assert.IsType<ObservationFailure.Unexpected>(failure).Reason, StringComparison.Ordinal);
        Assert.InRange(client.Asked.Count, 2, ListingRead<string, string>.MostBarrenPages + ListingRead<string, string>.PagesAtOnce);
    }

    [Fact]
    public async Task A_page_that_does_not_come_holds_up_no_other()
    {
        var stalled = new TaskCompletionSource<Instant>();
        var allOthersAsked = new TaskCompletionSource();
        var client = new PageClient((number, asked) =>
        {
            if (asked == 100)
            {
                allOthersAsked.TrySetResult();
            }

            return number == 2 ? stalled.Task : Task.FromResult(Start);
        });
        var read = Listing(client, (number, _) => new Page<string>([$"row {number}"], number, 1, 100, 100));

        var reading = read.AllAsync(Cancellation);
        await allOthersAsked.Task.WaitAsync(Cancellation);
        stalled.SetResult(Start);

        Assert.Null(await reading);
        Assert.Equal(100, read.Count);
        Assert.Equal(100, client.Asked.Distinct().Count());
    }

    [Fact]
    public async Task Of_a_row_that_came_twice_the_one_asked_for_later_counts_though_it_came_first()
    {
        var earlier = new TaskCompletionSource<Instant>();
        var client = new PageClient((number, asked) => number == 2 ? earlier.Task : Task.FromResult(Start + Duration.FromSeconds(asked)));
        var read = Listing(client, (number, sentAt) =>
        {
            if (number == 3)
            {
                earlier.SetResult(Start);
            }

            return new Page<string>(number == 1 ? ["another"] : [$"moved {sentAt:HH':'mm':'ss}"], number, 1, 2, 3);
        });

        Assert.Null(await read.AllAsync(Cancellation));

        Assert.Equal(["another", "moved 12:00:03"], read.Rows.Order());
        Assert.Equal(Start, read.OldestSentAt);
    }

    [Fact]
    public async Task A_failure_waits_for_no_answer_that_is_no_longer_wanted()
    {
        var client = new PageClient((number, _) => number == 5 ? throw new OperationCanceledException() : number > 1 ? new TaskCompletionSource<Instant>().Task : Task.FromResult(Start));
        var read = Listing(client, (number, _) => new Page<string>([$"row {number}"], number, 1, 50, 50));

        await Assert.ThrowsAsync<OperationCanceledException>(() => read.AllAsync(Cancellation));
    }

    private static ListingRead<string, string> Listing(PageClient client, Func<int, Instant, Page<string>> page) => new(
        client,
        (number, _) => new TargetRequest(RequestVerb.Get, $"/api/v2/users?pageNumber={number}", default, "GET /api/v2/users", null),
        (body, sentAt) => page(BitConverter.ToInt32(body.Span), sentAt),
        row => row.Split(' ')[0] is "moved" ? "moved" : row,
        largestPage: 1);

    /// <summary>Answers with the number of the page as body, when the instant comes at which the request shall have been sent.</summary>
    private sealed class PageClient(Func<int, int, Task<Instant>> sentAt) : ITargetClient
    {
        public ImmutableList<int> Asked { get; private set; } = [];

        public async Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
        {
            var number = int.Parse(request.Path[(request.Path.IndexOf('=', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            Asked = Asked.Add(number);
            return new TargetOutcome.Answered(200, BitConverter.GetBytes(number), await sentAt(number, Asked.Count).WaitAsync(cancellationToken));
        }
    }
}
