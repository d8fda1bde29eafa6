using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A limit of one route holds that route back: others go past, and nothing set aside is forgotten, sent twice or left waiting.</summary>
public sealed class RouteLimitTests : GatewayTest
{
    private const string OfRoute = """{"limit":{"key":"route.requests.rate.per.minute","namespace":"test"}}""";

    private static readonly NamedLimit Limit = new("route.requests.rate.per.minute", "test", null);

    [Fact]
    public async Task What_was_set_aside_goes_as_soon_as_the_first_request_after_the_pause_was_taken()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Answer(429, OfRoute, retryAfter: "2")).Then(Hold(arrived, release.Task));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var first = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        var second = client.SendAsync(Write, Cancel);
        var third = client.SendAsync(Write, Cancel);
        await Settled(client);
        Time.Advance(TimeSpan.FromMilliseconds(2_050));
        await arrived.Task;
        Assert.Equal(2, (await Settled(client)).Sent);

        release.SetResult();

        Assert.All(
            await Task.WhenAll(first, second, third),
            outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        Assert.Equal(4, Target.Requests.Count);
    }

    [Fact]
    public async Task While_requests_of_its_route_wait_a_limit_that_was_named_is_the_allowed_rate()
    {
        Target.Then(Answer(429, """{"limit":{"key":"route.requests.rate.per.minute","namespace":"test","value":30}}""", retryAfter: "2"));
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with { RequestsPerMinute = 300 });

        var first = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        await QueuedAsync(client, 1);
        Time.Advance(TimeSpan.FromMilliseconds(250)); // The token's own pace lets it through, so that its route alone holds it back.

        var status = await client.GetStatusAsync(Cancel);
        Assert.Equal((30, 30, true), (status.AllowedPerMinute, status.ExpectedPerMinute, status.IsPausedAsAWhole));

        Time.Advance(TimeSpan.FromMilliseconds(2_050));
        await first;
    }

    [Fact]
    public async Task A_pause_that_grows_too_long_ends_what_was_set_aside_too()
    {
        Target.Then(Answer(429, OfRoute, retryAfter: "2")).Then(Answer(429, OfRoute, retryAfter: "7200"));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var first = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        var second = client.SendAsync(Write, Cancel);
        await Settled(client);
        Time.Advance(TimeSpan.FromMilliseconds(2_050));

        var until = Instant.FromDateTimeOffset(Time.GetUtcNow().AddMilliseconds(7_200_050));
        Assert.Equal(new TargetOutcome.NotSent(until), await first);
        Assert.Equal(new TargetOutcome.NotSent(until), await second);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel)).Status);
    }

    [Fact]
    public async Task One_set_aside_that_is_withdrawn_leaves_the_others_their_turn()
    {
        Target.Then(Answer(429, OfRoute, retryAfter: "2"));
        var pauses = ProbeOfPauses();
        var client = StartClient();
        using var givesUp = new CancellationTokenSource();

        var first = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        var second = client.SendAsync(Write, givesUp.Token);
        var third = client.SendAsync(Write, Cancel);
        await Settled(client);
        await givesUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await Settled(client);
        Time.Advance(TimeSpan.FromMilliseconds(2_050));

        Assert.All(await Task.WhenAll(first, third), outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        Assert.Equal(3, Target.Requests.Count);
    }

    [Fact]
    public async Task An_alarm_about_an_absurd_wait_names_the_route_that_has_the_limit_and_not_the_token()
    {
        Target.Then(Answer(429, OfRoute, retryAfter: "99999999"));

        await StartClient().SendAsync(Write, Cancel);

        Assert.StartsWith($"The target asks {Limit.LabelFor(Write.Route)} to wait for more than 24 h", Assert.Single(Log.Alerts), StringComparison.Ordinal);
    }
}
