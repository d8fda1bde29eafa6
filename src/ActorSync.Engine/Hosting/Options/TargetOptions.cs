using ActorSync.Core.Dialects;
using NodaTime;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The contact centre and how it is spoken to (section <c>Target</c>).</summary>
public sealed record TargetOptions
{
    /// <summary>The API that the target speaks.</summary>
    public TargetDialect Dialect { get; init; } = TargetDialect.Genesys;

    /// <summary>The region's domain (<c>mypurecloud.ie</c>) where it gave the addresses, else null.</summary>
    public string? Region { get; init; }

    /// <summary>The API's address, ending in <c>/</c>: join it with relative paths. Null where none is configured.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>The address that issues tokens, ending in <c>/</c>; <see cref="BaseUrl"/> where nothing else is configured.</summary>
    public Uri? LoginUrl { get; init; }

    /// <summary>The OAuth client's id, or null.</summary>
    public string? ClientId { get; init; }

    /// <summary>The OAuth client's secret, given directly or read from <see cref="ClientSecretFile"/>; null where none is known.</summary>
    public Secret? ClientSecret { get; init; }

    /// <summary>The full path of the file that holds the secret, or null.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>Tokens used side by side, 1 to 50.</summary>
    public int Tokens { get; init; } = 1;

    /// <summary>Local pace per token in requests a minute; 0 means no local pace, and only a 429 slows down.</summary>
    public int RequestsPerMinute { get; init; } = 300;

    /// <summary>The local pace of all tokens together in requests a minute; 0 where there is none.</summary>
    public double PerMinuteOfAllTokens => (double)RequestsPerMinute * Tokens;

    /// <summary>Requests under way at once, 1 to 1,000; null derives it from pace and measured latency.</summary>
    public int? MaxInFlight { get; init; }

    /// <summary>The one HTTP version that is spoken; null takes 2 where TLS offers it, and 1.1 otherwise.</summary>
    public TargetProtocol? Protocol { get; init; }

    /// <summary>A pause longer than this ends a command-line run as interrupted; up to 7 days.</summary>
    public Duration MaxPause { get; init; } = Duration.FromMinutes(15);

    /// <summary>Whether each run reads the target.</summary>
    public ObserveMode Observe { get; init; } = ObserveMode.Always;

    /// <summary>How old the ledger's knowledge may be under <see cref="ObserveMode.Cached"/>; up to 366 days.</summary>
    public Duration CacheMaxAge { get; init; } = Duration.FromHours(24);

    /// <summary>How the target is read.</summary>
    public ObserveBy ObserveBy { get; init; } = ObserveBy.Auto;

    /// <summary>What a target of this dialect can do.</summary>
    public TargetCapabilities Capabilities => TargetDialects.Find(Dialect.ToString())!.Capabilities;
}
