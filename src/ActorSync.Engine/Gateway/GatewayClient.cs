using System.Diagnostics;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>Sends through a gateway; one for each origin.</summary>
/// <param name="gateway">The gateway.</param>
/// <param name="origin">On whose behalf; null for <see cref="SendOrigin.Unnamed"/>.</param>
/// <param name="above">The span that requests belong to where none flows along with the caller; null for none.</param>
public sealed class GatewayClient(IActorRef gateway, SendOrigin? origin = null, SpanHolder? above = null) : ITargetClient
{
    private readonly SendOrigin _origin = origin ?? SendOrigin.Unnamed;
    private long _lastRequest;

    private ActivityContext Above => Activity.Current?.Context ?? above?.Context ?? default;

    /// <inheritdoc/>
    public async Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
    {
        var requestId = Interlocked.Increment(ref _lastRequest);
        IActorRef? replyTo = null;
        using var span = RequestSpan.Start(request, Above);

        try
        {
            // No time-out of its own: a pause may last, and the gateway answers every request in the end.
            var answer = await gateway.Ask<object>(
                asker =>
                {
                    replyTo = asker;
                    return new Send(requestId, request, asker) { Origin = _origin, Span = span.Context };
                },
                Timeout.InfiniteTimeSpan,
                cancellationToken);

            return answer switch
            {
                SendCompleted completed => span.End(completed.Outcome),
                SendRefused refused => throw refused.ToException(),
                _ => throw new InvalidOperationException($"{answer.GetType().Name} is no answer of a gateway."),
            };
        }
        catch (OperationCanceledException) when (replyTo is not null)
        {
            gateway.Tell(new WithdrawSend(requestId, replyTo));
            throw;
        }
    }

    /// <inheritdoc/>
    public IOpenSend Send(TargetRequest request, IActorRef replyTo)
    {
        var requestId = Interlocked.Increment(ref _lastRequest);
        var span = RequestSpan.Start(request, Above);
        gateway.Tell(new Send(requestId, request, replyTo) { Origin = _origin, Span = span.Context }, replyTo);
        return new GatewaySend(gateway, requestId, replyTo, span);
    }

    /// <summary>What the gateway is doing.</summary>
    public Task<GatewayStatus> GetStatusAsync(CancellationToken cancellationToken) =>
        gateway.Ask<GatewayStatus>(GetGatewayStatus.Instance, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Sends nothing new and waits until nothing is under way any more.</summary>
    /// <param name="grace">How long requests under way may still take, at most <see cref="StopGateway.LongestGrace"/>.</param>
    /// <param name="cancellationToken">Gives up the waiting, not the stopping.</param>
    /// <returns>The final figures.</returns>
    public async Task<GatewayCounters> StopAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        var stopped = await gateway.Ask<GatewayStopped>(new StopGateway(grace), Timeout.InfiniteTimeSpan, cancellationToken);
        return stopped.Counters;
    }
}
