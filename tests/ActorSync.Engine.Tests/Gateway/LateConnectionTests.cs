using System.Net;
using System.Net.Sockets;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Requests that have their permit and wait for a connection.</summary>
public sealed class LateConnectionTests : GatewayTest
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;
    private int _free = 1;

    [Fact]
    public Task A_request_that_waits_for_a_connection_is_not_sent_on_the_one_that_a_429_sets_free() => HoldsBackAsync(Target, Options);

    [Fact]
    public async Task Over_http_2_one_that_waits_for_a_stream_is_not_sent_on_the_one_that_a_429_sets_free()
    {
        await using var target = await ScriptedTarget.StartAsync(httpTwoStreams: 1);
        await HoldsBackAsync(target, Options with { BaseUrl = target.BaseUrl, HttpVersion = HttpVersion.Version20 });
    }

    [Fact]
    public async Task An_answer_whose_head_takes_its_time_holds_nobody_back_for_long()
    {
        await using var target = new DribblingTarget();
        var client = StartClient(Options with { BaseUrl = target.BaseUrl, LoginUrl = Target.BaseUrl, AdjustHandler = handler => handler.ConnectCallback = ConnectAsync });

        _free = 2; // The login's, and the one on which the first request goes.
        var first = client.SendAsync(Delete, Cancel);
        await target.Begun;
        var second = client.SendAsync(Delete, Cancel);
        await _asked.Task.WaitAsync(Cancel);
        _made.SetResult();

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await second).Status);
        Assert.False(first.IsCompleted);
        Assert.InRange(_connections, 3, 7);
        target.Finish();
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await first).Status);
        Assert.Equal((2, 0), ((await Settled(client)).Writes, (await Settled(client)).Retried));
    }

    [Fact]
    public async Task A_write_for_which_no_connection_comes_in_time_is_sent_again_and_is_never_in_doubt()
    {
        var client = StartClient(Options with { AdjustHandler = handler => FailConnection(handler, number: 2) });

        var answer = client.SendAsync(Write, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Single(Target.Requests);
        var counters = await Settled(client);
        Assert.Equal((2, 1, 0), (counters.Writes, counters.Retried, counters.Ambiguous));
    }

    [Fact]
    public async Task A_login_for_which_no_connection_comes_in_time_is_tried_again()
    {
        var client = StartClient(Options with { AdjustHandler = handler => FailConnection(handler, number: 1) });

        var answer = client.SendAsync(Write, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Single(Target.TokenRequests);
    }

    /// <summary>Every request gets a connection of its own, and one of them is not made in the time for it.</summary>
    private void FailConnection(SocketsHttpHandler handler, int number)
    {
        _free = int.MaxValue;
        handler.PooledConnectionLifetime = TimeSpan.Zero;
        handler.ConnectCallback = (context, cancellationToken) => Volatile.Read(ref _connections) + 1 == number
            ? throw new OperationCanceledException($"Connection {Interlocked.Increment(ref _connections)} took too long.", cancellationToken)
            : ConnectAsync(context, cancellationToken);
    }

    private async Task HoldsBackAsync(ScriptedTarget target, GatewayOptions options)
    {
        target.Then(async context =>
        {
            await _asked.Task.WaitAsync(Cancel); // The other request has no connection yet, and may take this one when it is free.
            await Answer(429, retryAfter: "5")(context);
        });
        var pauses = ProbeOfPauses();
        var client = StartClient(options with { AdjustHandler = handler => handler.ConnectCallback = ConnectAsync });

        var answers = Task.WhenAll(client.SendAsync(Write, Cancel), client.SendAsync(Write, Cancel));
        var began = await PausedAsync(pauses, client);
        await UntilAsync(client, "both wait for a permit, or one was sent in the pause", status => status.Queued == 2 || target.Requests.Count > 1);

        Assert.Single(target.Requests);
        Assert.Equal(1, (await Settled(client)).Sent);

        _made.SetResult();
        Time.Advance(began.Until.ToDateTimeOffset() - Time.GetUtcNow());
        Assert.All(await answers, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        var counters = await Settled(client);
        Assert.Equal((3, 1, 0, 0), (counters.Writes, counters.Throttled, counters.Retried, counters.Ambiguous));
        Assert.Equal(3, target.Requests.Count);
        Assert.All(Log.Attempts.Where(attempt => attempt.Status == 200), attempt => Assert.True(attempt.SentAt >= began.Until.ToDateTimeOffset()));
    }

    /// <summary>Makes the first connections at once, and every further one when the test allows it.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _connections) > _free)
        {
            _asked.TrySetResult();
            await _made.Task.WaitAsync(cancellationToken);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
