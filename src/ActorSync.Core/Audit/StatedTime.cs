using NodaTime;

namespace ActorSync.Core.Audit;

/// <summary>For how long a value is stated to hold.</summary>
/// <param name="From">The first instant, or null where it is not stated.</param>
/// <param name="Until">The first instant at which it holds no longer, or null where it is not stated.</param>
/// <param name="EndedAt">When it was ended before that, or null.</param>
/// <param name="Level">A scheduled skill's level; null for a certification.</param>
public sealed record StatedTime(Instant? From, Instant? Until, Instant? EndedAt, string? Level)
{
    /// <summary>Whether it holds at an instant.</summary>
    public bool Holds(Instant instant) => (From is null || From <= instant) && (Until is null || instant < Until) && (EndedAt is null || instant < EndedAt);
}
