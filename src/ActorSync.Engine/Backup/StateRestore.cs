using System.Collections.Immutable;
using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>Brings a target's state back to what a backup holds.</summary>
public static class StateRestore
{
    /// <summary>What a restore is told whose lease another process has taken, or might have.</summary>
    internal const string LostLease = "This process has lost the right to replace the state, as one does that was frozen or cut off from the journal for a while. The state is as it was. Try again.";

    private const string LostAgain =
        "This process has lost the right to replace the state, as one does that was frozen or cut off from the journal for a while. An earlier restore has not ended, and no command uses the state until it has: repeat it with --replace.";

    /// <summary>Restores it.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="file">The backup.</param>
    /// <param name="replace">Whether state that is there may be put aside.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The logs.</param>
    /// <param name="cancellationToken">Gives up while nothing is touched.</param>
    /// <exception cref="BackupRefusedException">It cannot be restored; nothing was touched.</exception>
    /// <exception cref="StateMismatchException">This version cannot go on with the state in it; nothing was touched.</exception>
    /// <exception cref="EngineStartException">Another process writes to the target, or the journal or the folder cannot be used.</exception>
    public static async Task<RestoreDone> RestoreAsync(
        ActorSyncOptions options, TargetIdentity identity, string file, bool replace, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);

        using var backup = BackupReader.Open(Path.GetFullPath(file), identity.FolderName);
        var state = EngineStart.StateOf(options, identity);
        var store = EngineStart.StoreOf(options, identity, state);
        var staging = state.RestoreStaging;
        var swap = new FolderSwap(state, staging);
        try
        {
            var findsState = await FindsJournalAsync(store, time, loggers, cancellationToken) || swap.FindsState;
            if (findsState && !replace)
            {
                throw new BackupRefusedException($"There is state of this target in {state.FullPath}. Say --replace to restore all the same: what is there is kept aside. Nothing was touched.");
            }

            state.CheckUsable(writes: true);
            OwnerOnly.CreateFolder(state.FullPath);
            await using var right = await RestoreRight.TakeAsync(options, state, store, time, loggers, cancellationToken);
            var journal = RestoredJournal.Of(store, staging, right.Lease?.Epoch ?? 0);
            try
            {
                Unpack(backup, staging);
                await journal.BuildAsync(backup, loggers, cancellationToken);
                await right.WaitForOthersAsync(time, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                return Swap(new(options, state, store, time), backup.Manifest, right, journal, swap, staging, findsState);
            }
            finally
            {
                journal.Discard();
                Remove(staging);
            }
        }
        catch (JournalUnavailableException cause)
        {
            throw new EngineStartException(cause.MayPass ? ExitCode.Failed : ExitCode.Usage, $"{ReasonText.Sentence(cause.Message)}{HalfDone(state)}", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(ExitCode.Usage, $"{state.Unusable(cause).Message}{HalfDone(state)}", cause);
        }
    }

    private static RestoreDone Swap(Place place, BackupManifest manifest, RestoreRight right, RestoredJournal journal, FolderSwap swap, string staging, bool findsState)
    {
        var (options, state, store, time) = place;
        var rows = JournalHosting.RowsOf(journal.Staged);
        var verdict = new AuditVerifier(rows, new StateDirectory(staging).AuditAnchorFile).Verify();
        var history = RunLogCheck.Of(rows, anchor: null).History;
        var (replaced, replacedOpen) = ReplacedOf(store, state);
        var term = LeaseTerm.OfSeconds(options.Journal.LeaseSeconds);
        var epoch = Math.Max(right.Lease?.Epoch ?? 0, manifest.Epoch + 1);
        journal.Take(right.Owner, epoch, term, time);
        Reach(RestoreStep.Built);
        if (!right.Holds)
        {
            throw new EngineStartException(ExitCode.Conflict, File.Exists(state.RestoringFile) ? LostAgain : LostLease);
        }

        var now = time.GetUtcNow();
        var instant = Instant.FromDateTimeOffset(now);
        new StateDirectory(staging).KeepRestored(instant);

        // 1. The journal's pauses join the readers'. Dying here leaves the old state, and the next command uses it.
        var unread = PausesKept.FromJournal(store, state, instant);
        Reach(RestoreStep.PausesKept);

        // 2. The note stands, the files go aside, the note says so. Dying within or after it leaves the note: every command refuses, and a repeated restore
        //    moves what is still in its place aside; once the note says that all is there, it removes what is in its place, but for pauses.
        var note = swap.PutAside(findsState, now, journal.PutAside, journal.AsideAt(now), unread);
        if (note.Aside is { } folder)
        {
            PausesKept.FromFolder(new StateDirectory(folder), new StateDirectory(staging), instant);
        }

        Reach(RestoreStep.FilesAside);

        // 3. The journal is replaced, in one transaction. Dying after it leaves the note and the new journal: a repeated restore keeps that one aside too,
        //    since another host may have written to it, and names the schema of before by the note.
        var schemas = PutIn(journal, right, swap, note, now);
        Reach(RestoreStep.JournalIn);

        // 4. The files come in, and the note goes last. Dying before that is as after 3; after it the next command uses the restored state.
        swap.PutIn();

        // 5. The lease is given back. Dying before it leaves it to run out: the next command waits for that.
        LeaseTable.Of(store, time, term).Release(epoch, right.Owner);
        ImmutableArray<string?> aside = [note.Aside, .. schemas.Select(schema => KeptAside.NameOf(schema))];
        return new RestoreDone(Instant.FromDateTimeOffset(manifest.CreatedAt), state.FullPath, [.. aside.OfType<string>()], verdict, replaced, history.Open?.Id)
        {
            PausesUnread = unread ?? note.PausesUnread,
            ReplacedOpenRun = replacedOpen is { } gone && history.Find(gone) is null ? gone : null,
        };

        void Reach(RestoreStep step) => options.Seams?.AtRestore?.Invoke(step);
    }

    private static ImmutableArray<string> PutIn(RestoredJournal journal, RestoreRight right, FolderSwap swap, RestoreNote note, DateTimeOffset now)
    {
        try
        {
            return journal.PutIn(right.Lease, note.Schema, now);
        }
        catch (EngineStartException lost) when (lost.ExitCode == ExitCode.Conflict)
        {
            throw swap.TryPutBack() ? lost : new EngineStartException(ExitCode.Conflict, LostAgain, lost);
        }
    }

    // A file that is no journal, or a damaged one, is something that is there.
    private static async Task<bool> FindsJournalAsync(JournalStore store, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        try
        {
            return await JournalOpening.OpenAsync(store, JournalAccess.Read, time, loggers.CreateLogger(nameof(JournalOpening)), cancellationToken);
        }
        catch (JournalUnavailableException damaged) when (store is JournalStore.Sqlite && !damaged.MayPass)
        {
            return true;
        }
    }

    private static void Unpack(BackupReader backup, string staging)
    {
        Remove(staging);
        OwnerOnly.CreateFolder(staging);
        foreach (var part in backup.Manifest.Parts.Where(part => part.File is not null))
        {
            using var from = backup.OpenPart(part);
            using var to = StateParts.Create(Path.Combine(staging, part.File!));
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        new StateDirectory(staging).Check();
    }

    // On a server another host may have sealed later than the one whose folder this is; where a restore has died, the journal may be the new one already.
    private static (string? Seal, RunId? OpenRun) ReplacedOf(JournalStore store, StateDirectory state)
    {
        var isRepeated = File.Exists(state.RestoringFile);
        var note = isRepeated ? RestoreNote.Read(state) : null;
        var log = isRepeated && note is null ? null : LogOfBefore(store, note);
        var seal = isRepeated ? null : log?.Seals is [.., var last] ? last.Digest.ToString() : null;
        return (seal ?? KeptSeal(isRepeated ? note?.Aside : state.FullPath), log is { Flaw: null } ? log.History.Open?.Id : null);
    }

    private static string? KeptSeal(string? folder)
    {
        try
        {
            return folder is null ? null : AuditAnchor.Read(new StateDirectory(folder).AuditAnchorFile)?.Seal;
        }
        catch (AuditFlawException)
        {
            return null; // It is replaced, and what cannot be read names no seal.
        }
    }

    // The journal of before is in its place until a restore that died had put it aside.
    private static JournalStore? OfBefore(JournalStore store, RestoreNote? note) => (store, note) switch
    {
        (_, null) => store,
        (JournalStore.Sqlite sqlite, { Aside: { } aside }) => new JournalStore.Sqlite(Path.Combine(aside, Path.GetFileName(sqlite.File))) is var kept && JournalHosting.JournalExists(kept)
            ? kept
            : note.IsAside ? null : store,
        (JournalStore.Postgres postgres, { Schema: { } schema }) => postgres with { Schema = schema } is var kept && JournalHosting.JournalExists(kept) ? kept : store,
        _ => null,
    };

    private static RunLogCheck? LogOfBefore(JournalStore store, RestoreNote? note)
    {
        try
        {
            return OfBefore(store, note) is { } before && JournalHosting.JournalExists(before) ? RunLogCheck.Of(JournalHosting.RowsOf(before), anchor: null) : null;
        }
        catch (Exception damaged) when (damaged is JournalUnavailableException { MayPass: false } or AuditFlawException)
        {
            return null; // A damaged journal is what a restore is for.
        }
    }

    private static string HalfDone(StateDirectory state) =>
        File.Exists(state.RestoringFile) ? " The restore has not ended, and no command uses the state until it has: repeat it with --replace." : string.Empty;

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Place(ActorSyncOptions Options, StateDirectory State, JournalStore Store, TimeProvider Time);
}
