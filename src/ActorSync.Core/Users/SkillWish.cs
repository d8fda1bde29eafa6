using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>What is wanted of one skill of one person. A closed family.</summary>
internal abstract record SkillWish
{
    private SkillWish()
    {
    }

    /// <summary>The skill is wanted at a level.</summary>
    /// <param name="Level">The level.</param>
    /// <param name="Cause">Stated or scheduled.</param>
    /// <param name="Origin">The row that states it, or null.</param>
    public sealed record Hold(Level Level, OperationCause Cause, RowRef? Origin) : SkillWish;

    /// <summary>A zero asks for its removal.</summary>
    /// <param name="Origin">The row that states it, or null.</param>
    public sealed record Drop(RowRef? Origin) : SkillWish;

    /// <summary>The skill stays as it is found: its value begins later, is left as is, or was rejected.</summary>
    public sealed record Leave : SkillWish
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Leave Instance = new();
    }
}
