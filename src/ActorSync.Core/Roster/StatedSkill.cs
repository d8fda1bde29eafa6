using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>One skill as the source states it for one person.</summary>
/// <param name="Name">A declared, managed skill that no certification uses as its gate (on targets that need gates).</param>
/// <param name="Level">The level wanted, zero for "remove", null for "leave as is".</param>
/// <param name="From">The instant from which the value holds; null for "already". A future one is kept until then.</param>
/// <param name="Until">The first instant at which the value is no longer stated; null for "open".</param>
/// <param name="Row">Where it was stated.</param>
/// <param name="Origin">Item of a person's row, or a sheet row.</param>
public sealed record StatedSkill(SkillName Name, Level? Level, Instant? From, Instant? Until, RowRef Row, ItemOrigin Origin)
{
    /// <summary>Whether the value holds at <paramref name="now"/>.</summary>
    public bool HoldsAt(Instant now) => (From is null || From <= now) && (Until is null || now < Until);

    /// <summary>Whether the value begins after <paramref name="now"/>.</summary>
    public bool IsFutureAt(Instant now) => From > now;
}
