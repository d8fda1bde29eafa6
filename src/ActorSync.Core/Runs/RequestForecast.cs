using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>How many requests a run takes, as far as they can be counted before anything is written.</summary>
/// <param name="ReadsSent">Reads sent so far, repeated ones included.</param>
/// <param name="ReadsToCome">Reads that are still needed.</param>
/// <param name="Writes">The writes to come, without faults: the lower bound.</param>
public sealed record RequestForecast(long ReadsSent, long ReadsToCome, long Writes)
{
    /// <summary>Everything, from the run's first request to its last.</summary>
    public long Total => ReadsSent + ReadsToCome + Writes;

    /// <summary>What is still to come.</summary>
    public long ToCome => ReadsToCome + Writes;

    /// <summary>Counts the writes of the decisions; what is held is not written.</summary>
    public static RequestForecast Of(ITargetDialect dialect, IEnumerable<AgentDecision> decisions, long readsSent, long readsToCome) =>
        new(readsSent, readsToCome, decisions.Sum(decision => WritesFor(dialect, decision)));

    /// <summary>The writes of one decision; none for one that is held.</summary>
    public static long WritesFor(ITargetDialect dialect, AgentDecision decision) =>
        decision.Held is null && !decision.Operations.IsEmpty ? dialect.WritesFor(decision.Operations) : 0;

    /// <summary>The time that the requests to come need at the local pace; null when there is none.</summary>
    /// <param name="requestsPerMinute">The pace of each token; 0 for no local pace.</param>
    /// <param name="tokens">Tokens used side by side, at least 1.</param>
    public Duration? TimeNeeded(int requestsPerMinute, int tokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(requestsPerMinute);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokens);

        return requestsPerMinute == 0 ? null : Duration.FromMinutes((double)ToCome / ((long)requestsPerMinute * tokens));
    }
}
