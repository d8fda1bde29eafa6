using ActorSync.Core.Dialects;
using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>A request that the gateway answers by a message to its asker.</summary>
internal sealed class GatewaySend(IActorRef gateway, long requestId, IActorRef replyTo, RequestSpan span) : IOpenSend
{
    /// <inheritdoc/>
    public void End(TargetOutcome outcome)
    {
        span.End(outcome);
        span.Dispose();
    }

    /// <inheritdoc/>
    public void Withdraw()
    {
        gateway.Tell(new WithdrawSend(requestId, replyTo), replyTo);
        span.Dispose();
    }
}
