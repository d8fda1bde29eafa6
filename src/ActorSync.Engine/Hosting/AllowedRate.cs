using ActorSync.Engine.Gateway;

namespace ActorSync.Engine.Hosting;

/// <summary>What a gateway may send in a minute once every token is in use.</summary>
internal static class AllowedRate
{
    /// <summary>Requests a minute as learned or configured, or null where no local pace applies. Tokens are issued one by one, so those still to come count like those in use.</summary>
    public static double? PerMinute(GatewayStatus status) => status is { AllowedPerMinute: { } allowed, OpenTokens: > 0 }
        ? allowed / status.OpenTokens * status.Tokens
        : null;
}
