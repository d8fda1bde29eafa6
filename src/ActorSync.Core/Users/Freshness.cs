using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>How old an observation may be before something is taken away or lowered on its strength, and until when something may be given.</summary>
public static class Freshness
{
    /// <summary>The oldest observation that a removal or a lower rating may rest on.</summary>
    public static readonly Duration Limit = Duration.FromMinutes(30);

    /// <summary>Whether the user must be read again before these operations are sent.</summary>
    public static bool NeedsReading(ImmutableArray<Operation> operations, Instant observedAt, Instant now) =>
        now - observedAt > Limit && operations.Any(TakesAway);

    /// <summary>The last instant at which a write of these operations may begin; null where nothing is taken away or lowered, and nothing given ends.</summary>
    public static Instant? GoodUntil(ImmutableArray<Operation> operations, Instant observedAt)
    {
        Instant? old = operations.Any(TakesAway) ? observedAt + Limit : null;
        var ended = operations.Min(operation => operation.Until);
        return (old, ended) is ({ } one, { } other) ? Instant.Min(one, other) : old ?? ended;
    }

    private static bool TakesAway(Operation operation) => operation switch
    {
        Operation.RevokeSkill or Operation.EndCertification => true,
        Operation.RateSkill rate => rate.To.Value < rate.From.Value,
        _ => false,
    };
}
