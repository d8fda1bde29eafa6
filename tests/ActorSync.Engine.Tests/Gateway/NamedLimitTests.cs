using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Limits beside the tokens' own: of a route, and of the whole organisation.</summary>
public sealed class NamedLimitTests : GatewayTest
{
    private const string OfOrganization = """{"code":"too.many.requests.retry.after","status":429,"limit":{"key":"organization.queue.requests.rate.per.minute","namespace":"routing","value":60}}""";
    private const string Scope = "routing/organization.queue.requests.rate.per.minute on PATCH /api/v2/users/{id}/skills";

    [Fact]
    public async Task A_limit_of_the_organisation_holds_its_route_back_on_every_token_and_lets_others_past()
    {
        Target.Then(Answer(429, OfOrganization, retryAfter: "30"));
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with { Tokens = 2 });
        var refused = client.SendAsync(Write, Cancel);
        var began = await PausedAsync(pauses, client);

        var second = client.SendAsync(Write, Cancel);
        Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel));
        Assert.Equal(["PATCH", "GET"], Target.Requests.Select(request => request.Method));
        await QueuedAsync(client, 2);
        Assert.Equal((Scope, 2), (began.Scope, (await client.GetStatusAsync(Cancel)).Queued));

        Time.Advance(TimeSpan.FromMilliseconds(30_050));
        await refused;
        await Settled(client);
        Time.Advance(TimeSpan.FromSeconds(1));
        await second;
        Assert.Equal(4, (await Settled(client)).Sent);
    }

    [Fact]
    public async Task A_request_that_waits_for_its_route_can_be_withdrawn()
    {
        Target.Then(Answer(429, OfOrganization, retryAfter: "30"));
        var pauses = ProbeOfPauses();
        var client = StartClient();
        var refused = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        using var giveUp = new CancellationTokenSource();

        var withdrawn = client.SendAsync(Write, giveUp.Token);
        await Settled(client);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawn);

        Time.Advance(TimeSpan.FromMilliseconds(30_050));
        await refused;
        Assert.Equal((2, 0), ((await Settled(client)).Sent, (await client.GetStatusAsync(Cancel)).Queued));
    }

    [Fact]
    public async Task A_pause_of_a_route_that_is_longer_than_allowed_ends_its_requests_alone()
    {
        Target.Then(Answer(429, OfOrganization, retryAfter: "7200"));
        var client = StartClient();

        var outcome = await client.SendAsync(Write, Cancel);

        Assert.Equal(new TargetOutcome.NotSent(Instant.FromDateTimeOffset(Time.GetUtcNow().AddMilliseconds(7_200_050))), outcome);
        Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel));
    }

    [Fact]
    public async Task A_pause_of_a_route_that_an_earlier_process_met_is_kept()
    {
        var until = Instant.FromDateTimeOffset(Time.GetUtcNow().AddMinutes(5));
        var client = StartClient(Options with { Pauses = [new PauseBegan(Scope, until, "429 that asks for 600 s")] });

        var waits = client.SendAsync(Write, Cancel);
        Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel));

        Assert.Equal(["GET"], Target.Requests.Select(request => request.Method));
        await Settled(client);
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<TargetOutcome.Answered>(await waits);
    }
}
