using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class AwaitedTryTests : GatewayTest
{
    // Every 3 s for five minutes, every 9 s for five more, and every 27 s until the deadline; the first is there besides.
    private const int MostWhileBusy = 1 + 100 + 34 + 10;

    private Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    [Fact]
    public async Task A_login_that_is_away_shows_each_further_try_with_its_reason_and_when_it_is_due()
    {
        Target.ThenToken(Answer(503)).ThenToken(Answer(503));
        var client = StartClient();
        var step = RetryLadder.BusySteps[0];

        var answer = client.SendAsync(Read, Cancel);
        await Time.SetAsync(step, Cancel);
        var second = await NextAsync(client);
        Time.Advance(step);
        await Time.SetAsync(step, Cancel);
        var third = await NextAsync(client);
        var due = Now + Duration.FromTimeSpan(step);
        Time.Advance(step);
        await answer;

        var expected = new AwaitedTry("the token endpoint answered 503", 3, MostWhileBusy, due) { AtLogin = true };
        Assert.Equal((expected with { Number = 2, At = due - Duration.FromTimeSpan(step) }, expected), (second, third));
        Assert.Null(await NextAsync(client));
    }

    [Fact]
    public async Task A_login_that_throttles_shows_the_next_try_along_its_own_ladder()
    {
        Target.ThenToken(Answer(429));
        var client = StartClient();

        _ = client.SendAsync(Read, Cancel);
        await Time.SetAsync(RetryLadder.TokenThrottle[0], Cancel);

        // 1 to 32 s are 63 s; each of the others takes 32 s of the rest of a quarter of an hour.
        var due = Now + Duration.FromTimeSpan(RetryLadder.TokenThrottle[0]);
        Assert.Equal(new AwaitedTry("the token endpoint answered 429", 2, 1 + 6 + 26, due) { AtLogin = true }, await NextAsync(client));
    }

    [Fact]
    public async Task A_login_that_has_not_answered_yet_is_waited_for_without_a_reason()
    {
        var arrived = new TaskCompletionSource();
        Target.ThenToken(Stall(arrived));
        var client = StartClient();

        _ = client.SendAsync(Read, Cancel);
        await arrived.Task.WaitAsync(Cancel);

        Assert.Equal(new AwaitedTry(null, 1, 1, Now) { AtLogin = true }, await NextAsync(client));
    }

    [Fact]
    public async Task A_target_that_fails_every_open_request_is_waited_for()
    {
        Target.Then(Answer(503));
        var client = StartClient();
        var step = RetryLadder.BusySteps[0];

        var answer = client.SendAsync(Read, Cancel);
        await Time.SetAsync(step, Cancel);
        var next = await NextAsync(client);
        var due = Now + Duration.FromTimeSpan(step);
        Time.Advance(step);
        await answer;

        Assert.Equal(new AwaitedTry("the target answered 503", 2, MostWhileBusy, due), next);
        Assert.Null(await NextAsync(client));
    }

    [Fact]
    public async Task A_target_that_answers_others_meanwhile_is_not_away()
    {
        Target.Then(Answer(503));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.SetAsync(RetryLadder.BusySteps[0], Cancel);
        await client.SendAsync(Read, Cancel);

        Assert.Null(await NextAsync(client));
        Time.Advance(RetryLadder.BusySteps[0]);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
    }

    private async Task<AwaitedTry?> NextAsync(GatewayClient client) => (await client.GetStatusAsync(Cancel)).WaitsFor;
}
