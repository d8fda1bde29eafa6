using System.Collections.Immutable;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>Finds what restores have put aside of a target's state, or have left half built on a server: no command uses it, and it still names whoever was erased since.</summary>
internal static class KeptAside
{
    /// <summary>The places in order: folders by their paths, schemas as <see cref="NameOf"/> has them.</summary>
    /// <exception cref="JournalUnavailableException">The server cannot be asked.</exception>
    public static ImmutableArray<string> Of(StateDirectory state, JournalStore store) =>
    [
        .. FoldersOf(state).Order(StringComparer.Ordinal),
        .. store is JournalStore.Postgres postgres ? RestoredPostgresJournal.FindAside(postgres).Select(NameOf) : [],
    ];

    /// <summary>A schema as people are told of it.</summary>
    public static string NameOf(string schema) => $"schema {schema}";

    private static IEnumerable<string> FoldersOf(StateDirectory state) => Directory
        .EnumerateDirectories(Path.GetDirectoryName(state.FullPath)!)
        .Where(folder => folder.StartsWith(state.FullPath + FolderSwap.AsideMark, StringComparison.Ordinal));
}
