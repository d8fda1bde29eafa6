using System.Collections.Immutable;

namespace ActorSync.Engine.Gateway;

/// <summary>What a gateway has sent since it started. Every attempt counts.</summary>
/// <param name="Reads">GET attempts.</param>
/// <param name="Writes">All other attempts.</param>
/// <param name="Tokens">Requests to the token endpoint; they count nowhere else.</param>
/// <param name="Throttled">Attempts answered by 429.</param>
/// <param name="BareThrottled">Those of them that did not say how long to wait.</param>
/// <param name="Retried">Attempts after a request's first that did not follow a 429.</param>
/// <param name="Ambiguous">Writes that ended in doubt.</param>
/// <param name="ByStatus">Answers by HTTP status.</param>
/// <param name="TotalLatency">The sum over all answers, from sending to the last byte.</param>
public sealed record GatewayCounters(
    long Reads,
    long Writes,
    long Tokens,
    long Throttled,
    long BareThrottled,
    long Retried,
    long Ambiguous,
    ImmutableSortedDictionary<int, long> ByStatus,
    TimeSpan TotalLatency)
{
    /// <summary>All attempts but those at the token endpoint.</summary>
    public long Sent => Reads + Writes;

    /// <summary>All attempts that were answered.</summary>
    public long Answers => ByStatus.Values.Sum();

    /// <summary>The mean time from sending to the last byte; zero before the first answer.</summary>
    public TimeSpan MeanLatency => Answers == 0 ? TimeSpan.Zero : TotalLatency / Answers;
}
