using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using Microsoft.AspNetCore.Http;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class ThrottlingTests : GatewayTest
{
    private const string TooMany = """{"message":"Rate limit exceeded the maximum. Retry the request in [42] seconds","code":"too.many.requests.retry.after","status":429}""";

    [Theory]
    [InlineData("2", "", 2)]
    [InlineData("0.5", "", 0.5)]
    [InlineData("2", """{"limit":{"key":"half a character \ud800"}}""", 2)]
    [InlineData("1, 3", "", 3)]
    [InlineData(null, TooMany, 42)]
    [InlineData(null, "", 1)]
    [InlineData("-3", "", 1)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", "<html>", 1)]
    public async Task A_429_pauses_for_what_it_says_and_not_a_millisecond_less(string? retryAfter, string body, double seconds)
    {
        Target.Then(Answer(429, body, retryAfter));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        var began = await PausedAsync(pauses, client);
        var wait = TimeSpan.FromSeconds(seconds) + TimeSpan.FromMilliseconds(50);
        Assert.Equal(Instant.FromDateTimeOffset(Time.GetUtcNow() + wait), began.Until);

        Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, (await Settled(client)).Sent);

        Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        await pauses.ExpectMsgAsync<PauseEnded>(cancellationToken: Cancel);

        var counters = await Settled(client);
        Assert.Equal((2, 1, 0), (counters.Writes, counters.Throttled, counters.Retried));
        Assert.Equal(["1", "2"], Target.Requests.Select(request => request.RequestId));
    }

    [Fact]
    public async Task A_429_with_headers_of_hundreds_of_kilobytes_pauses_for_what_it_says()
    {
        Target.Then(context =>
        {
            foreach (var number in Enumerable.Range(0, 16))
            {
                context.Response.Headers[$"X-Trace-{number}"] = new string('x', 32 * 1024);
            }

            return Answer(429, retryAfter: "7")(context);
        });
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        var began = await PausedAsync(pauses, client);

        Assert.Equal(Instant.FromDateTimeOffset(Time.GetUtcNow() + TimeSpan.FromSeconds(7.05)), began.Until);
        Time.Advance(TimeSpan.FromSeconds(7.05));
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
    }

    [Theory]
    [InlineData("""{"limit":{"key":"\ud800"}}""", "Mon, 02 Mar 2026 09:00:00 GMT")]
    [InlineData("", "Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_429_that_is_damaged_pauses_as_a_bare_one_and_the_request_goes_again(string body, string date)
    {
        Target.Then(context =>
        {
            context.Response.Headers.Date = date;
            return Answer(429, body)(context);
        });
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with { MaxInFlight = 1 });

        var answer = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(RetryAfter.ShortestGuess + PacingRules.PauseMargin);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Equal(2, Target.Requests.Count);
    }

    [Fact]
    public async Task A_date_is_counted_from_the_targets_own_clock()
    {
        Target.Then(context =>
        {
            context.Response.Headers.Date = "Mon, 02 Mar 2026 09:00:00 GMT";
            return Answer(429, retryAfter: "Mon, 02 Mar 2026 09:00:07 GMT")(context);
        });
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        var began = await PausedAsync(pauses, client);

        Assert.Equal(Instant.FromDateTimeOffset(Time.GetUtcNow().AddMilliseconds(7050)), began.Until);
        Time.Advance(TimeSpan.FromMilliseconds(7050));
        await answer;
    }

    [Fact]
    public async Task A_date_that_no_clock_shows_stops_nothing()
    {
        static Func<HttpContext, Task> Dated(Func<HttpContext, Task> answer) => context =>
        {
            context.Response.Headers.Date = "Fri, 31 Dec 9999 23:59:59 GMT";
            return answer(context);
        };
        Target.Then(Dated(Answer(429, retryAfter: "2"))).Then(Dated(Answer(200, "{}")));
        var pauses = ProbeOfPauses();
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        Time.Advance(TimeSpan.FromMilliseconds(2050));

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Equal(0, (await client.GetStatusAsync(Cancel)).InFlight);
    }

    [Fact]
    public async Task What_was_throttled_goes_before_what_came_later()
    {
        Target.Then(Answer(429, retryAfter: "1"));
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with { MaxInFlight = 1 });

        var first = client.SendAsync(Write, Cancel);
        await PausedAsync(pauses, client);
        var second = client.SendAsync(Read, Cancel);
        await QueuedAsync(client, 2);
        Assert.Equal(1, (await Settled(client)).Sent);

        Time.Advance(TimeSpan.FromMilliseconds(1050));
        await Task.WhenAll(first, second);

        Assert.Equal(["PATCH", "PATCH", "GET"], Target.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task A_pause_longer_than_allowed_ends_what_waits_and_says_until_when()
    {
        Target.Then(Answer(429, retryAfter: "7200"));
        var client = StartClient();

        var outcome = await client.SendAsync(Write, Cancel);
        var next = await client.SendAsync(Read, Cancel);

        var until = Instant.FromDateTimeOffset(Time.GetUtcNow().AddMilliseconds(7_200_050));
        Assert.Equal(new TargetOutcome.NotSent(until), outcome);
        Assert.Equal(new TargetOutcome.NotSent(until), next);
        var pause = Assert.Single((await client.GetStatusAsync(Cancel)).Pauses);
        Assert.Equal(("t1", until, "429 that asks for 7200 s"), (pause.Scope, pause.Until, pause.Reason));
        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task The_other_token_goes_on_while_one_is_paused()
    {
        var held = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(held, release.Task)).Then(Answer(429, retryAfter: "60"));
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with { Tokens = 2 });

        var first = client.SendAsync(Read, Cancel);
        await held.Task;
        var second = client.SendAsync(Read, Cancel);
        await PausedAsync(pauses, client);
        release.SetResult();
        await first;

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await second).Status);
        Assert.Equal(2, Target.TokenRequests.Count);
    }
}
