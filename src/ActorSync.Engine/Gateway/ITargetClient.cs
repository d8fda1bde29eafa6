using ActorSync.Core.Dialects;
using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>Sends requests to the target.</summary>
public interface ITargetClient
{
    /// <summary>Sends one request when the budget allows it, and tells how it ended; for whoever is no actor.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up. A request that had not left is not sent any more; one under way goes on unobserved.</exception>
    /// <exception cref="InvalidOperationException">More requests wait than <see cref="GatewayOptions.MaxOpenRequests"/>: the caller has no window.</exception>
    Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken);

    /// <summary>Sends one request when the budget allows it, on behalf of an actor, which is told by one <see cref="SendCompleted"/>, or by <see cref="SendRefused"/> where it has no window.</summary>
    IOpenSend Send(TargetRequest request, IActorRef replyTo) => PipedSend.Begin(this, request, replyTo);
}
