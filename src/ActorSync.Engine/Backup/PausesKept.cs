using ActorSync.Core.Pacing;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>Has what the target asked to wait for outlive a restore: a backup knows nothing of a pause that began after it.</summary>
internal static class PausesKept
{
    /// <summary>Leaves the pauses of the journal that is there where readers leave theirs, so that they go with the folder and are found there whatever comes of the restore.</summary>
    /// <returns>Why they could not be read, where the journal is damaged; null where they were.</returns>
    public static string? FromJournal(JournalStore store, StateDirectory state, Instant now)
    {
        try
        {
            Keep(store, state, now);
            return null;
        }
        catch (JournalUnavailableException damaged) when (!damaged.MayPass)
        {
            return damaged.Message; // A damaged journal is what a restore is for.
        }
    }

    /// <summary>Adds those of a folder that was put aside to the files of a backup.</summary>
    public static void FromFolder(StateDirectory aside, StateDirectory restored, Instant now)
    {
        foreach (var pause in aside.ReadersPauses.Read(now))
        {
            restored.ReadersPauses.Add(pause);
        }
    }

    private static void Keep(JournalStore store, StateDirectory state, Instant now)
    {
        if (!JournalHosting.JournalExists(store))
        {
            return;
        }

        var held = JournalHosting.RowsOf(store).Read(PauseKeeper.KeeperId, after: 0).Select(Read).OfType<HeldPause>().Aggregate(HeldPauses.None, (held, pause) => held.Evolve(pause)).At(now);
        foreach (var pause in held.ByScope.Values)
        {
            state.ReadersPauses.Add(pause);
        }
    }

    // A damaged journal is what a restore is for, and a row that cannot be read tells of no pause.
    private static HeldPause? Read(JournalRow row)
    {
        try
        {
            return JournalSerializer.Read(row.Payload, row.Manifest) as HeldPause;
        }
        catch (UnreadablePayloadException)
        {
            return null;
        }
    }
}
