using System.Net.Sockets;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A host at which nearly everything fails is left alone for some seconds, each host for itself.</summary>
public sealed class CircuitTests : GatewayTest
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holdsConnections;

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
        Time.Advance(HostCircuit<CarriageStep>.Pause);
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
        Time.Advance(HostCircuit<CarriageStep>.Pause);
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
        Time.Advance(HostCircuit<CarriageStep>.Pause);
        var trial = client.SendAsync(Read, Cancel);
        await PausedAsync(pauses, client);
        await QueuedAsync(client, 1); // Only then has the circuit heard of it.

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel)).Status);

        Time.Advance(TimeSpan.FromMilliseconds(60_050));
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await trial).Status);
    }

    [Fact]
    public async Task A_trial_that_a_pause_holds_back_shows_nothing_and_leaves_the_circuit_open_and_its_turn_to_the_next()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        Target.Then(async context =>
        {
            arrived.SetResult();
            await release.Task.WaitAsync(Cancel);
            await Answer(429, retryAfter: "1")(context);
        });
        Target.Otherwise = Reset;
        var client = StartClient(Options with { AdjustHandler = handler => handler.ConnectCallback = ConnectAsync });
        var underWay = client.SendAsync(Read, Cancel);
        await arrived.Task.WaitAsync(Cancel);
        await OpenByWritesAsync(client);

        _holdsConnections = true;
        Time.Advance(HostCircuit<CarriageStep>.Pause);
        var trial = client.SendAsync(Read, Cancel);
        await _asked.Task.WaitAsync(Cancel);
        var pauses = ProbeOfPauses();
        release.SetResult(); // The trial is given this answer's connection, and held back by what it says.
        var pause = await PausedAsync(pauses, client);
        await QueuedAsync(client, 2);
        Assert.Equal(1 + TransientRetry.BreakerMinimum, Target.Requests.Count);

        _made.SetResult();
        Time.Advance(pause.Until.ToDateTimeOffset() - Time.GetUtcNow());
        await Time.SetAsync(RetryLadder.Transient[0], Cancel); // One of the two fails as the next trial, the other finds the circuit open.
        await Time.SetAsync(RetryLadder.Transient[0], Cancel);
        Assert.Equal(2 + TransientRetry.BreakerMinimum, Target.Requests.Count);

        Target.Otherwise = Answer(200, "{}");
        Time.Advance(HostCircuit<CarriageStep>.Pause);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await await Task.WhenAny(underWay, trial)).Status);
    }

    [Fact]
    public async Task A_trial_for_which_a_connection_comes_too_late_leaves_the_circuit_open_and_its_turn_to_the_next()
    {
        Target.Otherwise = Reset;
        var client = StartClient(Options with { AdjustHandler = handler => handler.ConnectCallback = ConnectAsync });
        await OpenByWritesAsync(client);

        _holdsConnections = true;
        Time.Advance(HostCircuit<CarriageStep>.Pause);
        var trial = client.SendAsync(Write with { GoodUntil = NodaTime.Instant.FromDateTimeOffset(Time.GetUtcNow()) }, Cancel);
        await _asked.Task.WaitAsync(Cancel);
        Time.Advance(TimeSpan.FromSeconds(1));
        _made.SetResult();
        Assert.IsType<TargetOutcome.TooLate>(await trial);

        Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));
        var next = client.SendAsync(Write, Cancel);
        await Task.WhenAny(next, Time.SetAsync(RetryLadder.Transient[0], Cancel));
        Assert.False(next.IsCompleted);
        Assert.Equal(1 + TransientRetry.BreakerMinimum, Target.Requests.Count);
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

    /// <summary>Lets so many writes end in doubt, one after the other, that the circuit opens.</summary>
    private async Task OpenByWritesAsync(GatewayClient client)
    {
        for (var write = 0; write < TransientRetry.BreakerMinimum; write++)
        {
            Assert.IsType<TargetOutcome.InDoubt>(await client.SendAsync(Write, Cancel));
        }
    }

    /// <summary>Makes a connection; while the test holds them, only when it allows it.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (_holdsConnections)
        {
            _asked.TrySetResult();
            await _made.Task.WaitAsync(cancellationToken);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
