using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Names that the files use and nobody declared, each with how often it stood there; at most <see cref="RosterLimits.SeenNames"/> of each kind.</summary>
/// <param name="Skills">Undeclared skills.</param>
/// <param name="Certifications">Undeclared certifications.</param>
/// <param name="Headers">Columns that were ignored.</param>
/// <param name="MissingColumns">Columns of the contract that no file of the run has, among those that would matter.</param>
public sealed record SeenNames(
    ImmutableSortedDictionary<string, long> Skills,
    ImmutableSortedDictionary<string, long> Certifications,
    ImmutableSortedDictionary<string, long> Headers,
    ImmutableArray<SheetColumn> MissingColumns)
{
    /// <summary>Nothing unknown was seen.</summary>
    public static readonly SeenNames None = new(
        ImmutableSortedDictionary<string, long>.Empty, ImmutableSortedDictionary<string, long>.Empty, ImmutableSortedDictionary<string, long>.Empty, []);
}
