using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>How a gateway used what it was allowed; like the counts of requests it adds up over the resumes of a run.</summary>
public sealed record GatewayUse
{
    /// <summary>Nothing done.</summary>
    public static readonly GatewayUse None = new();

    /// <summary>Attempts sent while an allowance was known; all of them, where a local pace is configured.</summary>
    public long Sent { get; init; }

    /// <summary>Attempts that might have been sent in the meantime, as <see cref="AllowanceMeter"/> adds them up.</summary>
    public double Allowed { get; init; }

    /// <summary>For how long at least one request waited for its permit or was under way.</summary>
    public Duration Worked { get; init; }

    /// <summary>For how long requests waited because of the target's pauses alone.</summary>
    public Duration InPause { get; init; }

    /// <summary>429s that did not say how long to wait.</summary>
    public long BareThrottles { get; init; }

    /// <summary>Requests for a token that were throttled.</summary>
    public long TokenThrottles { get; init; }

    /// <summary>From send to last byte, per attempt that was answered.</summary>
    public RouteLatencies Latencies { get; init; } = RouteLatencies.None;

    /// <summary>
    /// Attempts sent by attempts allowed while requests waited or were under way, 0 to 1; null where nothing is known of an allowance.
    /// Pauses count as allowed time, so what a 429 costs shows here.
    /// </summary>
    public double? Utilisation => Allowed > 0 ? Math.Min(1, Sent / Allowed) : null;

    /// <summary>The sum of both.</summary>
    public static GatewayUse operator +(GatewayUse left, GatewayUse right) => new()
    {
        Sent = left.Sent + right.Sent,
        Allowed = left.Allowed + right.Allowed,
        Worked = left.Worked + right.Worked,
        InPause = left.InPause + right.InPause,
        BareThrottles = left.BareThrottles + right.BareThrottles,
        TokenThrottles = left.TokenThrottles + right.TokenThrottles,
        Latencies = left.Latencies + right.Latencies,
    };

    /// <summary>What was done since an earlier state of the same counters.</summary>
    public static GatewayUse operator -(GatewayUse now, GatewayUse before) => new()
    {
        Sent = now.Sent - before.Sent,
        Allowed = now.Allowed - before.Allowed,
        Worked = now.Worked - before.Worked,
        InPause = now.InPause - before.InPause,
        BareThrottles = now.BareThrottles - before.BareThrottles,
        TokenThrottles = now.TokenThrottles - before.TokenThrottles,
        Latencies = now.Latencies - before.Latencies,
    };
}
