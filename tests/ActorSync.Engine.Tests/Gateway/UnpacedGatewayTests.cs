using ActorSync.Core.Dialects;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A gateway without a local pace at a target that refuses.</summary>
public sealed class UnpacedGatewayTests : GatewayTest
{
    private const string OfToken = """{"limit":{"key":"client.credentials.token.rate.per.minute","namespace":"test","value":60}}""";

    [Fact]
    public async Task A_limit_that_a_429_names_paces_what_follows_its_pause_and_is_what_use_is_held_against()
    {
        Target.Then(Answer(429, OfToken, retryAfter: "30"));
        var pauses = ProbeOfPauses();
        var client = StartClient();
        var first = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        var second = client.SendAsync(Read, Cancel);
        var third = client.SendAsync(Read, Cancel);
        await QueuedAsync(client, 3);

        Time.Advance(TimeSpan.FromMilliseconds(30_050));
        await first;
        var status = await client.GetStatusAsync(Cancel);
        Assert.Equal((60, 2, 2), (status.AllowedPerMinute, status.Queued, status.Counters.Sent));

        Time.Advance(TimeSpan.FromSeconds(1));
        await second;
        Assert.Equal((3, 1), await SentAndQueued());
        Time.Advance(TimeSpan.FromSeconds(1));
        await third;
        Assert.Equal((4, 0), await SentAndQueued());

        // The pause is not held against it: nothing was known before, and what had been sent then had used it up.
        var use = (await Settled(client)).Use;
        Assert.Equal((3, 2), (use.Sent, use.Allowed));

        async Task<(long Sent, int Queued)> SentAndQueued()
        {
            var now = await client.GetStatusAsync(Cancel);
            return (now.Counters.Sent, now.Queued);
        }
    }

    [Fact]
    public async Task A_429_that_names_a_limit_and_asks_for_a_second_only_slows_nothing_down_after_it()
    {
        Target.Then(Answer(429, OfToken, retryAfter: "1"));
        var pauses = ProbeOfPauses();
        var client = StartClient();
        var answers = Task.WhenAll(client.SendAsync(Write, Cancel), client.SendAsync(Read, Cancel), client.SendAsync(Read, Cancel));
        await PausedAsync(pauses, client);

        Time.Advance(TimeSpan.FromMilliseconds(1_050));

        Assert.All(await answers, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        Assert.Null((await client.GetStatusAsync(Cancel)).AllowedPerMinute);
    }
}
