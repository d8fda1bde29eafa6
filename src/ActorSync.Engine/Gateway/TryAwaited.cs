using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>A request has failed in passing and is tried again.</summary>
/// <param name="Delivery">The request.</param>
/// <param name="Try">The try.</param>
internal sealed record TryAwaited(ActorDelivery Delivery, AwaitedTry Try);
