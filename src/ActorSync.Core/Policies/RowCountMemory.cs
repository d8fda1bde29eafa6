using System.Collections.Immutable;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Policies;

/// <summary>How many rows a source's files had, per kind of sheet: what the guard compares with the last accepted ones.</summary>
/// <param name="Rows">Rows by kind; a kind that was not among the files is missing.</param>
public sealed record RowCountMemory(ImmutableSortedDictionary<SheetKind, long> Rows)
{
    /// <summary>Sums the rows of a run's files per kind.</summary>
    public static RowCountMemory Of(IEnumerable<SourceFile> files) =>
        new(files.GroupBy(file => file.Kind).ToImmutableSortedDictionary(kind => kind.Key, kind => kind.Sum(file => file.Rows)));
}
