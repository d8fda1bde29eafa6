using System.Collections.Immutable;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>What a summary says of the gateway: how much of the allowance was used, what the target refused, and how fast it answered.</summary>
/// <param name="Utilisation">See <see cref="GatewayUse.Utilisation"/>; four decimals.</param>
/// <param name="Sent">Attempts sent while an allowance was known.</param>
/// <param name="Allowed">Attempts that the limits would have let go in the meantime.</param>
/// <param name="WorkedSeconds">For how long requests waited or were under way.</param>
/// <param name="PausedSeconds">For how long requests waited because of the target's pauses alone.</param>
/// <param name="Throttled">429s.</param>
/// <param name="BareThrottles">Those of them that did not say how long to wait.</param>
/// <param name="Tokens">Requests for a token.</param>
/// <param name="TokenThrottles">Those of them that were throttled.</param>
/// <param name="Routes">Latencies by route.</param>
public sealed record GatewaySummary(
    double? Utilisation,
    long Sent,
    double Allowed,
    double WorkedSeconds,
    double PausedSeconds,
    long Throttled,
    long BareThrottles,
    long Tokens,
    long TokenThrottles,
    ImmutableArray<RouteLatency> Routes)
{
    /// <summary>Nothing was sent.</summary>
    public static readonly GatewaySummary None = Of(RequestCounts.None);

    /// <summary>The pauses that held when the run ended, the first to end first.</summary>
    public ImmutableArray<HeldPause> Pauses { get; init; } = [];

    /// <summary>The figures of a run's requests, rounded as they are shown.</summary>
    public static GatewaySummary Of(RequestCounts requests)
    {
        ArgumentNullException.ThrowIfNull(requests);

        var use = requests.Use;
        return new(
            use.Utilisation is { } used ? Math.Round(used, 4) : null,
            use.Sent,
            Math.Round(use.Allowed, 1),
            Math.Round(use.Worked.TotalSeconds, 3),
            Math.Round(use.InPause.TotalSeconds, 3),
            requests.Throttled,
            use.BareThrottles,
            requests.Tokens,
            use.TokenThrottles,
            [.. use.Latencies.ByRoute.Select(route => LatencyOf(route.Key, route.Value))]);
    }

    /// <inheritdoc/>
    public bool Equals(GatewaySummary? other) =>
        other is not null
        && (Utilisation, Sent, Allowed, WorkedSeconds, PausedSeconds) == (other.Utilisation, other.Sent, other.Allowed, other.WorkedSeconds, other.PausedSeconds)
        && (Throttled, BareThrottles, Tokens, TokenThrottles) == (other.Throttled, other.BareThrottles, other.Tokens, other.TokenThrottles)
        && Routes.SequenceEqual(other.Routes)
        && Pauses.SequenceEqual(other.Pauses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sent, Allowed, Routes.Length);

    private static RouteLatency LatencyOf(string route, LatencyHistogram latencies) =>
        new(route, latencies.Attempts, Milliseconds(latencies, 0.50), Milliseconds(latencies, 0.95), Milliseconds(latencies, 0.99));

    private static double Milliseconds(LatencyHistogram latencies, double share) =>
        Math.Round((latencies.Percentile(share) ?? Duration.Zero).TotalMilliseconds, 3);
}
