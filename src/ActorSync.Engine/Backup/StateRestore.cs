using System.Globalization;
using ActorSync.Core.Leases;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>Brings a target's state back to what a backup holds.</summary>
public static class StateRestore
{
    /// <summary>What is moved, the journal first on the way out and last on the way in: a journal without its spools would go on with less than it knows.</summary>
    private static readonly string[] Members = ["journal.db", "journal.db-wal", "journal.db-shm", "audit-seal.json", "pauses", "state.json", "runs"];

    /// <summary>Restores it.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="file">The backup.</param>
    /// <param name="replace">Whether state that is there may be moved aside.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The logs.</param>
    /// <param name="cancellationToken">Gives up before anything is touched.</param>
    /// <exception cref="BackupRefusedException">It cannot be restored; nothing was touched.</exception>
    /// <exception cref="EngineStartException">Another process writes to the target.</exception>
    public static async Task<RestoreDone> RestoreAsync(
        ActorSyncOptions options, TargetIdentity identity, string file, bool replace, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(time);

        var state = EngineStart.StateOf(options, identity);
        var store = StateBackup.SqliteOf(options, identity, state);
        BackupFile.Read(file, identity.FolderName, into: null);
        OwnerOnly.CreateFolder(state.FullPath);
        using var held = TakeLock(state, time);
        var isThere = Members.Any(member => Path.Exists(Path.Combine(state.FullPath, member)));
        if (isThere && !replace)
        {
            throw new BackupRefusedException($"There is state of this target in {state.FullPath}. Say --replace to restore all the same: what is there is kept aside. Nothing was touched.");
        }

        var epoch = await OwnEpochAsync(options, store, held, time, loggers);
        var staging = Path.Combine(state.FullPath, "restore.parts");
        StateBackup.Remove(staging);
        OwnerOnly.CreateFolder(staging);
        try
        {
            var manifest = BackupFile.Read(file, identity.FolderName, staging);
            new StateDirectory(staging).Check();
            RaiseEpoch(Path.Combine(staging, "journal.db"), epoch);
            cancellationToken.ThrowIfCancellationRequested();
            SqliteConnection.ClearAllPools();
            return new RestoreDone(manifest.CreatedAt, state.FullPath, Swap(state, staging, isThere, time));
        }
        finally
        {
            StateBackup.Remove(staging);
        }
    }

    private static WriterLock TakeLock(StateDirectory state, TimeProvider time) =>
        WriterLock.TryTake(state, WriterProcess.Owner("journal restore", Instant.FromDateTimeOffset(time.GetUtcNow()))) switch
        {
            WriterLockResult.Taken taken => taken.Lock,
            WriterLockResult.Held other => throw new EngineStartException(ExitCode.Conflict, LeaseWords.Locked(other.By)),
            _ => throw new InvalidOperationException("Unknown result of asking for the lock."),
        };

    // Where the journal itself still can say so, no other process may be writing; one that is damaged has no say. The lock keeps others away from here on.
    private static async Task<long> OwnEpochAsync(ActorSyncOptions options, JournalStore.Sqlite store, WriterLock held, TimeProvider time, ILoggerFactory loggers)
    {
        if (!File.Exists(store.File))
        {
            return 0;
        }

        var term = LeaseTerm.OfSeconds(options.Journal.LeaseSeconds);
        var owner = WriterProcess.Owner("journal restore", Instant.FromDateTimeOffset(time.GetUtcNow()));
        try
        {
            await using var lease = WriterLeases.TryTake(
                LeaseTable.Of(store, time, term), new WriterLockResult.Taken(held), owner, GatewaySettings.From(options.Target).AttemptTimeout, term, time, loggers);
            return lease?.Epoch ?? throw new EngineStartException(ExitCode.Conflict, LeaseWords.Locked(null));
        }
        catch (JournalUnavailableException damaged) when (damaged is not JournalLockedException)
        {
            loggers.CreateLogger(typeof(StateRestore)).LogWarning("The journal that is replaced cannot be read: {Reason}", damaged.Message);
            return 0;
        }
    }

    private static void RaiseEpoch(string journal, long epoch)
    {
        if (!File.Exists(journal))
        {
            throw new BackupRefusedException("The backup has no journal. Use another backup. Nothing was touched.");
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = journal, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE {LeaseTable.Name} SET epoch = max(epoch, $epoch)";
        command.Parameters.AddWithValue("$epoch", epoch);
        command.ExecuteNonQuery();
    }

    private static string? Swap(StateDirectory state, string staging, bool isThere, TimeProvider time)
    {
        OwnerOnly.Replace(state.RestoringFile, "A restore was begun and has not ended."u8);
        var aside = isThere ? state.FullPath + time.GetUtcNow().ToString("'.replaced-'yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture) : null;
        if (aside is not null)
        {
            OwnerOnly.CreateFolder(aside);
            Move(state.FullPath, aside, Members);
        }

        Move(staging, state.FullPath, Members.Reverse());
        File.Delete(state.RestoringFile);
        return aside;
    }

    private static void Move(string from, string to, IEnumerable<string> members)
    {
        foreach (var member in members.Where(member => Path.Exists(Path.Combine(from, member))))
        {
            Directory.Move(Path.Combine(from, member), Path.Combine(to, member));
        }
    }
}
