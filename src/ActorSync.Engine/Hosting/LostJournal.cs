using ActorSync.Engine.Audit;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Hosting;

/// <summary>Tells a journal that was lost from one that was never made: the state's folder tells of runs, and the journal has no place for them.</summary>
internal static class LostJournal
{
    private static readonly string[] Tables = ["journal", "snapshot"];

    /// <summary>Checks that the journal's file is there once runs were made; opens nothing, so that it can be asked before a journal is made.</summary>
    /// <exception cref="StateMismatchException">It is missing or empty, and with it what ActorSync owns and which run is open.</exception>
    public static void CheckFile(StateDirectory state, JournalStore store) => Throw(state, store, OfFile(state, store));

    /// <summary>Checks that the journal has its tables once runs were made; changes nothing.</summary>
    /// <exception cref="StateMismatchException">It has not.</exception>
    /// <exception cref="JournalUnavailableException">It cannot be asked.</exception>
    public static void Check(StateDirectory state, JournalStore store) => Throw(state, store, Find(state, store));

    /// <summary>The same as a place of the audit log; null where nothing was lost.</summary>
    public static AuditFlaw? FlawOf(StateDirectory state, JournalStore store) =>
        Find(state, store) is { } what ? new(NameOf(store), 0, $"it {what}, although runs were made from this state: nothing is left to check") : null;

    private static string? Find(StateDirectory state, JournalStore store)
    {
        if (OfFile(state, store) is { } what)
        {
            return what;
        }

        return state.TellsOfRuns && Tables.Where(table => !JournalHosting.HasTable(store, table)).ToList() is { Count: > 0 } missing
            ? $"lacks its table{(missing.Count > 1 ? "s" : string.Empty)} {string.Join(" and ", missing)}"
            : null;
    }

    private static string? OfFile(StateDirectory state, JournalStore store) =>
        store is JournalStore.Sqlite { File: var file } && (!File.Exists(file) || new FileInfo(file).Length == 0) && state.TellsOfRuns ? "is missing or empty" : null;

    private static void Throw(StateDirectory state, JournalStore store, string? what)
    {
        if (what is not null)
        {
            var which = store is JournalStore.Sqlite { File: var file } ? file : NameOf(store);
            throw new StateMismatchException(
                $"The journal {which} {what}, although runs were made from this state: what ActorSync owns and what is still open would be forgotten. "
                + $"Restore it from a backup: actorsync journal restore FILE --replace. Without one, move {state.FullPath} away and run again: "
                + "the target is read anew and keeps what it has, but nothing there counts as owned any more, so that nothing is removed under the policy 'owned', and a run that was open is forgotten.");
        }
    }

    private static string NameOf(JournalStore store) => store switch
    {
        JournalStore.Sqlite { File: var file } => Path.GetFileName(file),
        JournalStore.Postgres { Schema: var schema } => $"schema {schema}",
        _ => throw new InvalidOperationException($"Unknown journal store {store.GetType().Name}."),
    };
}
