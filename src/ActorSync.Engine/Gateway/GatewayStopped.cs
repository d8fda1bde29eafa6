using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>Nothing is under way any more, and nothing will be sent. A later <see cref="Send"/> is answered as not sent.</summary>
public sealed record GatewayStopped(GatewayCounters Counters);
