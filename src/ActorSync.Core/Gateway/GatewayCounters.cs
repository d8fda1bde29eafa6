using ActorSync.Core.Runs;

namespace ActorSync.Core.Gateway;

/// <summary>What a gateway has sent since it started. Every attempt counts.</summary>
/// <param name="Reads">GET attempts.</param>
/// <param name="Writes">All other attempts.</param>
/// <param name="Tokens">Requests to the token endpoint; they count nowhere else.</param>
/// <param name="Throttled">Attempts answered by 429.</param>
/// <param name="Retried">Attempts after a request's first that did not follow a 429.</param>
/// <param name="Ambiguous">Writes that ended in doubt.</param>
public sealed record GatewayCounters(
    long Reads,
    long Writes,
    long Tokens,
    long Throttled,
    long Retried,
    long Ambiguous)
{
    /// <summary>All attempts but those at the token endpoint.</summary>
    public long Sent => Reads + Writes;

    /// <summary>Attempts that brought nobody further, see <see cref="RequestCounts.InVain"/>.</summary>
    public long InVain { get; init; }

    /// <summary>Those in vain for another reason than a 429, see <see cref="RequestCounts.Setbacks"/>.</summary>
    public long Setbacks { get; init; }

    /// <summary>429s to attempts that were sent once a first one had come, see <see cref="RequestCounts.ThrottledOnceKnown"/>.</summary>
    public long ThrottledOnceKnown { get; init; }

    /// <summary>Attempts that found no connection, see <see cref="RequestCounts.Unconnected"/>.</summary>
    public long Unconnected { get; init; }

    /// <summary>How the allowance was used.</summary>
    public GatewayUse Use { get; init; } = GatewayUse.None;
}
