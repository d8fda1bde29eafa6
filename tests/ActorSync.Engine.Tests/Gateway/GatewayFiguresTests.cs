using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Engine.Gateway;
using Akka.Actor;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class GatewayFiguresTests : GatewayTest
{
    [Fact]
    public async Task The_time_from_send_to_the_last_byte_is_kept_by_route()
    {
        var held = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(held, release.Task));
        var client = StartClient();

        var slow = client.SendAsync(Read, Cancel);
        await held.Task;
        Time.Advance(TimeSpan.FromMilliseconds(250));
        release.SetResult();
        await slow;
        await client.SendAsync(Write, Cancel);

        var latencies = (await Settled(client)).Use.Latencies.ByRoute;
        Assert.Equal([Read.Route, Write.Route], latencies.Keys);
        Assert.InRange(latencies[Read.Route].Percentile(0.5)!.Value.TotalMilliseconds, 245, 255);
        Assert.Equal(Duration.Zero, latencies[Write.Route].Percentile(0.5));
    }

    [Fact]
    public async Task An_attempt_that_was_not_answered_has_no_latency()
    {
        Target.Then(Reset);
        var client = StartClient();

        Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));

        Assert.Equal(RouteLatencies.None, (await Settled(client)).Use.Latencies);
    }

    [Fact]
    public async Task Each_attempt_that_brings_nobody_further_is_in_vain_once()
    {
        Target.Then(Answer(503)).Then(Answer(200)).Then(Answer(429, retryAfter: "1")).Then(Answer(200)).Then(Answer(429, retryAfter: "1"));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var retried = client.SendAsync(Read, Cancel);
        await Time.PassAsync(TimeSpan.FromSeconds(3), Cancel);
        await retried;
        Assert.Equal((2, 1), await SentAndInVain(client));

        foreach (var (throttled, inVain) in new[] { (Write, 2), (Write with { IsUnforeseen = true }, 4) })
        {
            var answer = client.SendAsync(throttled, Cancel);
            await PausedAsync(pauses, client);
            Time.Advance(TimeSpan.FromMilliseconds(1_050));
            await answer;
            await pauses.ExpectMsgAsync<PauseEnded>(cancellationToken: Cancel);
            Assert.Equal((2 + inVain, inVain), await SentAndInVain(client));
        }
    }

    [Fact]
    public async Task A_request_that_a_pause_ends_after_a_failure_and_a_429_was_not_sent_and_all_its_attempts_were_in_vain()
    {
        Target.Then(Answer(503)).Then(Answer(429, retryAfter: "3600"));
        var client = StartClient();

        var ended = client.SendAsync(Read, Cancel);
        await Time.PassAsync(TimeSpan.FromSeconds(3), Cancel);

        Assert.False(Assert.IsType<TargetOutcome.NotSent>(await ended).WasTried);
        Assert.Equal((2, 2), await SentAndInVain(client));
    }

    [Fact]
    public void Those_429s_that_come_to_what_was_under_way_when_the_first_came_are_counted_apart()
    {
        var meter = new GatewayMeter(new GatewayTelemetry(new Uri("http://localhost")));
        foreach (var (sentAt, receivedAt) in new[] { (1, 10), (2, 11), (9, 14), (13, 12), (15, 16) })
        {
            var delivery = new ActorDelivery(new Send(1, Read, ActorRefs.Nobody));
            meter.CountAttempt(delivery);
            delivery.Left();
            meter.CountThrottle(delivery, RetryAfterSource.Seconds, TimeSpan.FromSeconds(sentAt), TimeSpan.FromSeconds(receivedAt));
        }

        var counters = meter.Snapshot();
        Assert.Equal((5, 5, 2, 0), (counters.Throttled, counters.InVain, counters.ThrottledOnceKnown, counters.Setbacks));
    }

    [Fact]
    public void Whatever_becomes_of_its_attempts_a_foreseen_request_is_done_once_and_an_unforeseen_one_never()
    {
        // Of each attempt: whether it is throttled; if not, it fails in passing, and the last one succeeds or was too late.
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(true, false)).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), Gen.Elements(true, false).ToArbitrary(), (throttled, isUnforeseen, isTooLate) =>
        {
            var meter = new GatewayMeter(new GatewayTelemetry(new Uri("http://localhost")));
            var delivery = new ActorDelivery(new Send(1, Read with { IsUnforeseen = isUnforeseen }, ActorRefs.Nobody));
            foreach (var isThrottled in isTooLate ? throttled : [.. throttled, false])
            {
                meter.CountAttempt(delivery);
                delivery.Left();
                if (isThrottled)
                {
                    delivery.Throttled();
                    meter.CountThrottle(delivery, RetryAfterSource.Seconds, TimeSpan.Zero, TimeSpan.Zero);
                }
            }

            if (isTooLate)
            {
                meter.CountGivenUp(delivery);
            }

            var counters = meter.Snapshot();
            return counters.Sent - counters.InVain == (isTooLate || isUnforeseen ? 0 : 1);
        }).QuickCheckThrowOnFailure();
    }

    private async Task<(long Sent, long InVain)> SentAndInVain(GatewayClient client)
    {
        var counters = await Settled(client);
        return (counters.Sent, counters.InVain);
    }

    [Fact]
    public async Task A_429_that_does_not_say_how_long_to_wait_is_counted_apart()
    {
        Target.Then(Answer(429)).Then(Answer(429, retryAfter: "1"));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromMilliseconds(1_050));
        await pauses.ExpectMsgAsync<PauseEnded>(cancellationToken: Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromMilliseconds(1_050));
        await answer;

        var counters = await Settled(client);
        Assert.Equal((2, 1), (counters.Throttled, counters.Use.BareThrottles));
    }

    [Fact]
    public async Task The_time_that_requests_wait_for_a_pause_is_counted_and_idle_time_is_not()
    {
        Target.Then(Answer(429, retryAfter: "10"));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await PausedAsync(pauses, client);
        await QueuedAsync(client, 1);
        Time.Advance(TimeSpan.FromMilliseconds(10_050));
        await answer;
        await Settled(client);
        Time.Advance(TimeSpan.FromHours(1));

        var use = (await Settled(client)).Use;
        Assert.Equal((10.05, 10.05), (use.InPause.TotalSeconds, use.Worked.TotalSeconds));
        Assert.Null(use.Utilisation);
    }

    [Fact]
    public async Task A_pause_that_nobody_waits_for_costs_nothing()
    {
        Target.Then(Answer(429, retryAfter: "60"));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await PausedAsync(pauses, client);
        await QueuedAsync(client, 1);
        Time.Advance(TimeSpan.FromMilliseconds(60_050));
        await answer;
        await Settled(client);
        Target.Then(Answer(429, retryAfter: "7200"));
        await client.SendAsync(Read, Cancel);
        Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(60.05, (await Settled(client)).Use.InPause.TotalSeconds);
    }

    [Fact]
    public async Task A_paced_gateway_knows_what_it_was_allowed()
    {
        var client = StartClient(Options with { RequestsPerMinute = 60 });

        await client.SendAsync(Read, Cancel);

        var use = (await Settled(client)).Use;
        Assert.Equal((1, 1, 1.0), (use.Sent, use.Allowed, use.Utilisation));
    }

    [Fact]
    public async Task A_throttled_request_for_a_token_is_counted()
    {
        Target.ThenToken(Answer(400, """{"error":"invalid_request","error_description":"rate limit exceeded; retry later"}"""));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.TokenThrottle[0], Cancel);
        await answer;

        var counters = await Settled(client);
        Assert.Equal((2, 1), (counters.Tokens, counters.Use.TokenThrottles));
    }
}
