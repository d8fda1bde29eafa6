using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>A courier is done with a request and has answered the asker.</summary>
/// <param name="Delivery">The request.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record DeliveryEnded(ActorDelivery Delivery, TargetOutcome Outcome);
