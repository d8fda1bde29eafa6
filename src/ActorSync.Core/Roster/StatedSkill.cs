using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>One skill as the source states it for one person.</summary>
/// <remarks>A million people state some millions of skills; all who say the same of one share it.</remarks>
public sealed record StatedSkill
{
    private readonly SkillStatement _said;

    /// <summary>States a skill.</summary>
    /// <param name="name">A declared, managed skill that no certification uses as its gate (on targets that need gates).</param>
    /// <param name="level">The level wanted, zero for "remove", null for "leave as is".</param>
    /// <param name="from">The instant from which the value holds; null for "already". A future one is kept until then.</param>
    /// <param name="until">The first instant at which the value is no longer stated; null for "open".</param>
    /// <param name="row">Where it was stated.</param>
    /// <param name="origin">Item of a person's row, or a sheet row.</param>
    public StatedSkill(SkillName name, Level? level, Instant? from, Instant? until, RowRef row, ItemOrigin origin)
        : this(new SkillStatement(name, level, from, until), row, origin)
    {
    }

    internal StatedSkill(SkillStatement said, RowRef row, ItemOrigin origin) => (_said, Row, Origin) = (said, row, origin);

    /// <summary>The skill's declared name.</summary>
    public SkillName Name => _said.Name;

    /// <summary>The level wanted, zero for "remove", null for "leave as is".</summary>
    public Level? Level => _said.Level;

    /// <summary>The instant from which the value holds; null for "already".</summary>
    public Instant? From => _said.From;

    /// <summary>The first instant at which the value is no longer stated; null for "open".</summary>
    public Instant? Until => _said.Until;

    /// <summary>Where it was stated.</summary>
    public RowRef Row { get; init; }

    /// <summary>Item of a person's row, or a sheet row.</summary>
    public ItemOrigin Origin { get; init; }

    /// <summary>Whether the value holds at <paramref name="now"/>.</summary>
    public bool HoldsAt(Instant now) => (From is null || From <= now) && (Until is null || now < Until);

    /// <summary>Whether the value begins after <paramref name="now"/>.</summary>
    public bool IsFutureAt(Instant now) => From > now;
}
