using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class DeadlineTests : GatewayTest
{
    [Fact]
    public async Task A_read_survives_a_target_that_is_not_there_for_six_minutes()
    {
        Target.Otherwise = Answer(503);
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        for (var step = 0; step < 100; step++)
        {
            await Time.PassAsync(TimeSpan.FromSeconds(3), Cancel);
        }

        for (var step = 0; step < 6; step++)
        {
            await Time.PassAsync(TimeSpan.FromSeconds(9), Cancel);
        }

        await Time.SetAsync(TimeSpan.FromSeconds(9), Cancel);
        Target.Otherwise = Answer(200, "{}");
        Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Equal(Target.Requests.Count, (await Settled(client)).Sent);
    }

    [Fact]
    public async Task A_read_is_given_up_when_its_deadline_has_come()
    {
        Target.Otherwise = Answer(503);
        var client = StartClient(Options with { TotalDeadline = TimeSpan.FromSeconds(10) });

        var answer = client.SendAsync(Read, Cancel);
        for (var step = 0; step < 3; step++)
        {
            await Time.PassAsync(TimeSpan.FromSeconds(3), Cancel);
        }

        Assert.Equal($"tried 4 times over 9 s at {Target.BaseUrl.Authority}, at last: the target answered 503", Assert.IsType<TargetOutcome.Unreachable>(await answer).Reason);
        Assert.Equal(4, Target.Requests.Count);
    }

    [Fact]
    public async Task The_wait_after_a_429_counts_neither_against_the_deadline_nor_against_the_time_out_of_an_attempt()
    {
        Target.Then(Answer(503)).Then(Answer(429, retryAfter: "600")).Then(Answer(503));
        var pauses = ProbeOfPauses();
        var client = StartClient(Options with { TotalDeadline = TimeSpan.FromSeconds(10) });

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(TimeSpan.FromSeconds(3), Cancel);
        await PausedAsync(pauses, client);
        await QueuedAsync(client, 1);
        Time.Advance(TimeSpan.FromSeconds(600.05));
        await Time.PassAsync(TimeSpan.FromSeconds(3), Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Equal(4, Target.Requests.Count);
    }

    [Fact]
    public async Task The_login_too_is_waited_for_when_it_is_not_there_for_a_while()
    {
        for (var failure = 0; failure < 4; failure++)
        {
            Target.ThenToken(Answer(503));
        }

        Target.ThenToken(Answer(429, retryAfter: "7")).ThenToken(Answer(502));
        var client = StartClient();

        var answer = client.SendAsync(Write, Cancel);
        foreach (var seconds in (double[])[3, 3, 3, 3, 7 + PacingRules.PauseMargin.TotalSeconds, 3])
        {
            await Time.PassAsync(TimeSpan.FromSeconds(seconds), Cancel);
        }

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Equal(7, Target.TokenRequests.Count);
    }
}
