using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>Asks for a <see cref="GatewayStatus"/>.</summary>
public sealed record GetGatewayStatus
{
    /// <summary>The only instance.</summary>
    public static GetGatewayStatus Instance { get; } = new();
}
