using ActorSync.Core.Dialects;

namespace ActorSync.Engine.Gateway;

/// <summary>Sends requests to the target, for whoever is no actor.</summary>
public interface ITargetClient
{
    /// <summary>Sends one request when the budget allows it, and tells how it ended.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up. A request that had not left is not sent any more; one under way goes on unobserved.</exception>
    /// <exception cref="InvalidOperationException">More requests wait than <see cref="GatewayOptions.MaxOpenRequests"/>: the caller has no window.</exception>
    Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken);
}
