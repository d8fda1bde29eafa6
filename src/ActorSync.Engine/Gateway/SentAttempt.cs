using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>An attempt that has left and is being answered.</summary>
/// <param name="Delivery">The request that it is made for.</param>
/// <param name="Permit">What it was sent with.</param>
/// <param name="Gate">The gate that it has passed.</param>
/// <param name="RequestId">Its number on the wire and in the log.</param>
/// <param name="SentAt">When it left.</param>
internal readonly record struct SentAttempt(ActorDelivery Delivery, Permit Permit, SendGate Gate, long RequestId, Moment SentAt);
