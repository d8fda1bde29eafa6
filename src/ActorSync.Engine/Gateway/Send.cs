using System.Diagnostics;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using Akka.Actor;

namespace ActorSync.Engine.Gateway;

/// <summary>Asks the gateway to send a request when its turn comes. Answered by one <see cref="SendCompleted"/>, or at once by <see cref="SendRefused"/>.</summary>
/// <param name="RequestId">The asker's own number of the request; it comes back with the answer.</param>
/// <param name="Request">What to send.</param>
/// <param name="ReplyTo">Who gets the answer.</param>
public sealed record Send(long RequestId, TargetRequest Request, IActorRef ReplyTo)
{
    /// <summary>On whose behalf it is sent.</summary>
    public SendOrigin Origin { get; init; } = SendOrigin.Unnamed;

    /// <summary>The span that its attempts belong to; the default where nobody traces.</summary>
    public ActivityContext Span { get; init; }
}
