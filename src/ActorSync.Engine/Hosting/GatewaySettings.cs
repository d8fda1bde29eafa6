using System.Net;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>The gateway's options as the configuration gives them.</summary>
internal static class GatewaySettings
{
    /// <summary>Takes over address, credentials and pace.</summary>
    /// <exception cref="EngineStartException">Something that a target needs is not configured.</exception>
    public static GatewayOptions From(TargetOptions target) => new()
    {
        BaseUrl = target.BaseUrl ?? throw Missing("Target:BaseUrl"),
        LoginUrl = target.LoginUrl,
        ClientId = target.ClientId ?? throw Missing("Target:ClientId"),
        ClientSecret = (target.ClientSecret ?? throw Missing("Target:ClientSecret")).Reveal,
        Tokens = target.Tokens,
        RequestsPerMinute = target.RequestsPerMinute,
        MaxInFlight = target.MaxInFlight,
        HttpVersion = VersionOf(target.Protocol),
        MaxPause = target.MaxPause.ToTimeSpan(),
    };

    private static Version? VersionOf(TargetProtocol? protocol) => protocol switch
    {
        TargetProtocol.Http11 => HttpVersion.Version11,
        TargetProtocol.Http2 => HttpVersion.Version20,
        _ => null,
    };

    private static EngineStartException Missing(string key) =>
        new(ExitCode.Usage, $"{key} is not configured. Set it in the configuration file, as an environment variable, or with --set {key}=….");
}
