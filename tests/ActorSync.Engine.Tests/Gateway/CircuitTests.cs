using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A host at which nearly everything fails is left alone for some seconds, each host for itself.</summary>
public sealed class CircuitTests : GatewayTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task After_many_failures_nothing_leaves_until_the_pause_is_over_and_a_write_held_back_is_in_no_doubt()
    {
        Target.Otherwise = Reset;
        var client = StartClient(Options with { TotalDeadline = Deadline });
        await OpenAsync(client);

        var write = client.SendAsync(Write, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.StartsWith($"tried {TransientRetry.BreakerMinimum} times over ", Assert.IsType<TargetOutcome.Unreachable>(await write).Reason, StringComparison.Ordinal);
        Assert.Equal(TransientRetry.BreakerMinimum, Target.Requests.Count);
        var status = await client.GetStatusAsync(Cancel);
        Assert.Equal((0, TransientRetry.BreakerMinimum), (status.InFlight, status.Counters.Sent));

        Target.Otherwise = Answer(200, "{}");
        Time.Advance(HostCircuit<AttemptResult>.Pause);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel)).Status);
    }

    [Fact]
    public async Task Writes_that_end_in_doubt_open_it_too_and_what_waits_goes_on_when_it_closes()
    {
        Target.Otherwise = Reset;
        var client = StartClient();

        await Task.WhenAll(Enumerable.Range(0, TransientRetry.BreakerMinimum).Select(_ => client.SendAsync(Write, Cancel)));
        var next = client.SendAsync(Write, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);
        await Time.PassAsync(RetryLadder.Transient[1], Cancel);
        await Time.SetAsync(RetryLadder.Transient[2], Cancel);
        Assert.Equal(TransientRetry.BreakerMinimum, Target.Requests.Count);

        Target.Otherwise = Answer(200, "{}");
        Time.Advance(HostCircuit<AttemptResult>.Pause);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await next).Status);
    }

    [Fact]
    public async Task A_trial_that_is_throttled_shows_that_the_host_is_back_and_keeps_no_other_route_waiting()
    {
        Target.Otherwise = Reset;
        var client = StartClient(Options with { TotalDeadline = Deadline });
        await OpenAsync(client);

        Target.Otherwise = Answer(200, "{}");
        Target.Then(Answer(429, """{"limit":{"key":"route.requests.rate.per.minute","namespace":"test"}}""", retryAfter: "60"));
        var pauses = ProbeOfPauses();
        Time.Advance(HostCircuit<AttemptResult>.Pause);
        var trial = client.SendAsync(Read, Cancel);
        await PausedAsync(pauses, client);
        await QueuedAsync(client, 1); // Only then has the circuit heard of it.

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel)).Status);

        Time.Advance(TimeSpan.FromMilliseconds(60_050));
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await trial).Status);
    }

    [Fact]
    public async Task The_login_is_another_host_and_serves_on()
    {
        Target.Otherwise = Reset;
        Target.ThenToken(Token("short", 3));
        var client = StartClient(Options with { TotalDeadline = Deadline });
        await OpenAsync(client);

        Time.Advance(TimeSpan.FromSeconds(2.5));
        var heldBack = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.IsType<TargetOutcome.Unreachable>(await heldBack);
        Assert.Equal((2, TransientRetry.BreakerMinimum), (Target.TokenRequests.Count, Target.Requests.Count));
    }

    [Fact]
    public async Task A_dead_login_is_left_alone_while_the_api_serves_with_the_token_that_there_is()
    {
        Target.ThenToken(Token("good", 1_000));
        for (var failure = 0; failure < TransientRetry.LoginBreakerMinimum; failure++)
        {
            Target.ThenToken(Reset);
        }

        var client = StartClient();
        await client.SendAsync(Read, Cancel);
        Time.Advance(TimeSpan.FromSeconds(950));
        await client.SendAsync(Read, Cancel);
        for (var failure = 1; failure < TransientRetry.LoginBreakerMinimum; failure++)
        {
            await Time.PassAsync(failure < 3 ? RetryLadder.Transient[failure - 1] : RetryLadder.BusySteps[0], Cancel);
        }

        await Time.PassAsync(RetryLadder.BusySteps[0], Cancel);
        await Time.SetAsync(RetryLadder.BusySteps[0], Cancel);
        Assert.Equal(1 + TransientRetry.LoginBreakerMinimum, Target.TokenRequests.Count);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel)).Status);
        Assert.Equal("Bearer good", Target.Requests.Last().Authorization);
    }

    /// <summary>Lets so many reads fail that the circuit opens; the deadline leaves each a single attempt.</summary>
    private async Task OpenAsync(GatewayClient client)
    {
        var reads = Enumerable.Range(0, TransientRetry.BreakerMinimum).Select(_ => client.SendAsync(Read, Cancel)).ToArray();
        for (var read = 0; read < reads.Length; read++)
        {
            await Time.SetAsync(RetryLadder.Transient[0], Cancel);
        }

        Time.Advance(Deadline);
        await Task.WhenAll(reads);
    }
}
