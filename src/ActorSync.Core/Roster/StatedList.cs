using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>A person's stated skills or certifications.</summary>
/// <param name="Statement">Whether the list is stated at all.</param>
/// <param name="Items">The accepted items, sorted by name, then by start.</param>
/// <param name="Untouched">Names that a rejected item meant: left untouched for this person, neither written nor removed.</param>
/// <param name="HasUnknownName">A rejected item's name is not known, so nothing of this list is removed as no longer stated.</param>
public sealed record StatedList<TItem, TName>(
    Statement Statement, ImmutableArray<TItem> Items, ImmutableArray<TName> Untouched, bool HasUnknownName)
{
    /// <summary>The list of which nothing is said.</summary>
    public static readonly StatedList<TItem, TName> NotStated = new(Statement.NotStated, [], [], false);

    /// <summary>The list that is stated as empty.</summary>
    public static readonly StatedList<TItem, TName> Empty = new(Statement.Stated, [], [], false);
}
