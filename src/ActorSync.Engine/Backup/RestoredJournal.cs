using System.Collections.Immutable;
using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using Microsoft.Extensions.Logging;

namespace ActorSync.Engine.Backup;

/// <summary>A backup's journal on its way into the place of the one that is there: built beside it, and put in by one transaction.</summary>
internal abstract class RestoredJournal
{
    /// <summary>One for a store.</summary>
    /// <param name="store">Where the target's journal is kept.</param>
    /// <param name="staging">A folder for what is built.</param>
    /// <param name="epoch">That of the lease under which it is restored: what one builds who has lost the lease is nobody else's; 0 where there is none.</param>
    public static RestoredJournal Of(JournalStore store, string staging, long epoch) => store switch
    {
        JournalStore.Sqlite sqlite => new RestoredSqliteJournal(sqlite, staging),
        JournalStore.Postgres postgres => new RestoredPostgresJournal(postgres, epoch),
        _ => throw new InvalidOperationException($"Unknown journal store {store?.GetType().Name}."),
    };

    /// <summary>Where it is built.</summary>
    public abstract JournalStore Staged { get; }

    /// <summary>Builds it, with all that the backup has.</summary>
    /// <exception cref="BackupRefusedException">This version does not know all of it.</exception>
    /// <exception cref="JournalUnavailableException">It cannot be built.</exception>
    public async Task BuildAsync(BackupReader backup, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        DiscardEarlier();
        await EmptyJournal.MakeAsync(Staged, loggers, cancellationToken);
        JournalTables.Of(Staged).Fill(backup.Manifest.Parts.Where(part => part.Table is not null).Select(part => (part.Table!, (Func<Stream>)(() => backup.OpenPart(part)))));
    }

    /// <summary>Gives it a lease of the process that restores, with an epoch that no process of before has: what such a process wants to store is refused.</summary>
    public void Take(WriterOwner owner, long epoch, LeaseTerm term, TimeProvider time) =>
        LeaseTable.Of(Staged, time, term).TryTake(owner, (_, _) => new LeaseDecision.Take(epoch, SendsFrom: null));

    /// <summary>Copies the journal that is there into a folder, where it is a file.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be copied.</exception>
    public abstract void PutAside(string folder);

    /// <summary>The schema that the journal that is there will be kept in; null where that is a file, or none is there.</summary>
    /// <param name="now">Names it.</param>
    /// <exception cref="JournalUnavailableException">It cannot be asked for.</exception>
    public abstract string? AsideAt(DateTimeOffset now);

    /// <summary>Puts it in the place of the one that is there.</summary>
    /// <param name="lease">The lease under which that is done; null where the journal that is there is damaged.</param>
    /// <param name="aside">The schema that what was there is to be kept in, as it was noted; a restore that died may have put it there already.</param>
    /// <param name="now">Names one where none was noted and there is something to keep.</param>
    /// <returns>The schemas where what was there is kept, the one of before any restore first; none where that is a file, or nothing was there.</returns>
    /// <exception cref="JournalUnavailableException">It cannot be done, and the one that is there is as it was.</exception>
    public abstract ImmutableArray<string> PutIn(LeaseHolder? lease, string? aside, DateTimeOffset now);

    /// <summary>Removes what is left of the building of it.</summary>
    public abstract void Discard();

    /// <summary>Removes that, and what a restore of before has left that died.</summary>
    protected virtual void DiscardEarlier() => Discard();
}
