using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>What ActorSync was told of when an agent holds a value; the dates are the valid time, and the statement may come long after them.</summary>
/// <param name="KnownAt">When ActorSync knew of it.</param>
/// <param name="Kind">What kind of value it is.</param>
/// <param name="Id">The target's id of the skill or certification.</param>
/// <param name="Before">The dates that were known before; null where there were none.</param>
/// <param name="Now">The dates as stated; null where they are withdrawn.</param>
public sealed record TimelineStatement(Instant KnownAt, ValueKind Kind, string Id, StatedTime? Before, StatedTime? Now)
{
    /// <summary>Whether it tells something else of an instant than was known before.</summary>
    public bool Corrects(Instant instant) => (Before?.Holds(instant) ?? false) != (Now?.Holds(instant) ?? false);
}
