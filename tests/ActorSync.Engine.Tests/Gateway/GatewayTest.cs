using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Tests.Users;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>A gateway, a real target on loopback and a clock that the test moves.</summary>
public abstract class GatewayTest : IAsyncLifetime
{
    protected const string Secret = "s3cret-that-nobody-sees";

    /// <summary>Far beyond what any test takes: one that waits for ever fails instead.</summary>
    private static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(2);

    private readonly TestKit _kit = new(Sample.TestConfig);
    private readonly CancellationTokenSource _guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected WatchedTime Time { get; } = new();

    protected LogLines Log { get; } = new();

    protected ScriptedTarget Target { get; private set; } = null!;

    protected CancellationToken Cancel => _guard.Token;

    protected static TargetRequest Read { get; } = new(RequestVerb.Get, "/api/v2/users?pageSize=500", default, "GET /api/v2/users", null);

    protected static TargetRequest Write { get; } = new(
        RequestVerb.Patch, "/api/v2/users/u1/skills", Encoding.UTF8.GetBytes("[]"), "PATCH /api/v2/users/{id}/skills", new UserId("u1"));

    protected static TargetRequest Delete { get; } = new(
        RequestVerb.Delete, "/api/v2/users/u1/routingskills/s1", default, "DELETE /api/v2/users/{id}/routingskills/{skillId}", new UserId("u1"));

    protected GatewayOptions Options => new()
    {
        BaseUrl = Target.BaseUrl,
        ClientId = "client",
        ClientSecret = () => Secret,
        RequestsPerMinute = 0,
    };

    public async ValueTask InitializeAsync()
    {
        _guard.CancelAfter(LongestTest);
        Target = await ScriptedTarget.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _kit.Sys.Terminate();
        _kit.Dispose();
        await Target.DisposeAsync();
        _guard.Dispose();
    }

    protected IActorRef Start(GatewayOptions? options = null, TimeProvider? time = null) =>
        _kit.Sys.ActorOf(TargetGateway.Props(options ?? Options, time ?? Time, Log));

    protected GatewayClient StartClient(GatewayOptions? options = null, TimeProvider? time = null) => new(Start(options, time));

    protected TestProbe Probe() => _kit.CreateTestProbe();

    protected TestProbe ProbeOfPauses()
    {
        var probe = _kit.CreateTestProbe();
        _kit.Sys.EventStream.Subscribe(probe, typeof(PauseBegan));
        _kit.Sys.EventStream.Subscribe(probe, typeof(PauseEnded));
        return probe;
    }

    /// <summary>The gateway's figures after it has handled everything that it was told before.</summary>
    protected async Task<GatewayCounters> Settled(GatewayClient client) => (await client.GetStatusAsync(Cancel)).Counters;

    /// <summary>Waits until so many requests wait for a permit: what is thrown back asks for its next one by itself, some time after the pause was told.</summary>
    protected Task QueuedAsync(GatewayClient client, int count) =>
        UntilAsync(client, $"{count} requests wait for a permit", status => status.Queued >= count);

    /// <summary>Asks the gateway until its status is as the test wants it.</summary>
    /// <param name="client">The gateway.</param>
    /// <param name="what">What is waited for, in words.</param>
    /// <param name="holds">Whether it is so.</param>
    /// <exception cref="TimeoutException">It is not so by the end of the test's time.</exception>
    protected async Task UntilAsync(GatewayClient client, string what, Func<GatewayStatus, bool> holds)
    {
        GatewayStatus? last = null;
        try
        {
            while (!holds(last = await client.GetStatusAsync(Cancel)))
            {
                Cancel.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }
        catch (OperationCanceledException cancelled) when (Cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited in vain until {what}; the last status was {last?.ToString() ?? "never told"}.", cancelled);
        }
    }

    /// <summary>Waits for a pause, and until the gateway has set its timer for the end of it: before that the clock must not move.</summary>
    protected async Task<PauseBegan> PausedAsync(TestProbe pauses, GatewayClient client)
    {
        var began = await pauses.ExpectMsgAsync<PauseBegan>(cancellationToken: Cancel);
        await Settled(client);
        return began;
    }
}
