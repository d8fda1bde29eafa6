using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>A courier waits for the permit for its next attempt.</summary>
/// <param name="Delivery">The request.</param>
internal sealed record PermitWanted(ActorDelivery Delivery);
