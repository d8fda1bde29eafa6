using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class QueueTests : GatewayTest
{
    [Fact]
    public async Task Requests_leave_at_the_pace_and_in_the_order_in_which_they_came()
    {
        var client = StartClient(Options with { RequestsPerMinute = 300 });
        await client.SendAsync(Read, Cancel);

        var write = client.SendAsync(Write, Cancel);
        var delete = client.SendAsync(Delete, Cancel);
        Assert.Equal(1, (await Settled(client)).Sent);

        Time.Advance(TimeSpan.FromMilliseconds(191));
        await write;
        Assert.Equal(2, (await Settled(client)).Sent);

        Time.Advance(TimeSpan.FromMilliseconds(201));
        await delete;
        Assert.Equal(["GET", "PATCH", "DELETE"], Target.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task One_request_more_than_may_be_open_is_refused()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(arrived, release.Task));
        var probe = Probe();
        var gateway = Start(Options with { MaxOpenRequests = 1 });

        gateway.Tell(new Send(7, Read, probe), probe);
        gateway.Tell(new Send(8, Read, probe), probe);

        Assert.Equal(new SendRefused(8, 1), await probe.ExpectMsgAsync<SendRefused>(cancellationToken: Cancel));
        release.SetResult();
        Assert.Equal(7, (await probe.ExpectMsgAsync<SendCompleted>(cancellationToken: Cancel)).RequestId);
    }

    [Fact]
    public async Task A_fault_inside_the_gateway_ends_its_request_and_gives_the_permit_back()
    {
        var client = StartClient(Options with { MaxInFlight = 1 });

        var faulty = await client.SendAsync(Read with { Path = "99999/no-port-of-any-host" }, Cancel);
        var next = await client.SendAsync(Read, Cancel);

        Assert.StartsWith("an internal fault", Assert.IsType<TargetOutcome.Unreachable>(faulty).Reason, StringComparison.Ordinal);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(next).Status);
    }

    [Fact]
    public async Task A_request_whose_asker_gave_up_is_not_sent()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(arrived, release.Task));
        var client = StartClient(Options with { MaxInFlight = 1 });
        var first = client.SendAsync(Read, Cancel);
        await arrived.Task;

        using var giveUp = new CancellationTokenSource();
        var second = client.SendAsync(Write, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(0, (await client.GetStatusAsync(Cancel)).Queued);
        release.SetResult();
        await first;

        Assert.Single(Target.Requests);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_configured()
    {
        var underWay = 0;
        var most = 0;
        Target.Otherwise = async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await Answer(200, "{}")(context);
            Interlocked.Decrement(ref underWay);
        };
        var client = StartClient(Options with { MaxInFlight = 3 });

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => client.SendAsync(Read, Cancel)));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Stopping_answers_what_waits_and_lets_what_is_under_way_finish()
    {
        var arrived = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.Then(Hold(arrived, release.Task));
        var client = StartClient(Options with { MaxInFlight = 1 });
        var underWay = client.SendAsync(Write, Cancel);
        await arrived.Task;
        var waiting = client.SendAsync(Write, Cancel);

        var stopped = client.StopAsync(StopGateway.LongestGrace, Cancel);
        Assert.Equal(new TargetOutcome.NotSent(null), await waiting);
        Assert.Equal(new TargetOutcome.NotSent(null), await client.SendAsync(Read, Cancel));
        release.SetResult();

        Assert.IsType<TargetOutcome.Answered>(await underWay);
        Assert.Equal(1, (await stopped).Writes);
    }

    [Fact]
    public async Task After_the_grace_a_write_under_way_is_cut_off_and_in_doubt()
    {
        var arrived = new TaskCompletionSource();
        Target.Then(Stall(arrived));
        var client = StartClient();
        var underWay = client.SendAsync(Write, Cancel);
        await arrived.Task;

        var stopped = client.StopAsync(TimeSpan.FromMinutes(5), Cancel);
        Assert.True((await client.GetStatusAsync(Cancel)).IsStopping);
        Time.Advance(StopGateway.LongestGrace);

        const string Reason = "cut off, because the program is stopping";
        Assert.Equal(Reason, Assert.IsType<TargetOutcome.InDoubt>(await underWay).Reason);
        Assert.Equal(Reason, Assert.Single(Log.Attempts).Fields["Failure"]);
        Assert.Equal(1, (await stopped).Ambiguous);
    }
}
