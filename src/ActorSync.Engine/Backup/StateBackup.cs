using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Backup;

/// <summary>Makes a consistent copy of all state of a target, also beside a process that writes.</summary>
public static class StateBackup
{
    /// <summary>Makes it.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="file">The backup's path; a file that is there is replaced once the new one is whole.</param>
    /// <param name="time">The clock.</param>
    /// <returns>What was copied.</returns>
    /// <exception cref="BackupRefusedException">There is no state, or its journal is on a server.</exception>
    public static BackupDone Make(ActorSyncOptions options, TargetIdentity identity, string file, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);
        ArgumentNullException.ThrowIfNull(time);

        var state = EngineStart.StateOf(options, identity);
        var store = SqliteOf(options, identity, state);
        if (!state.Exists || !SqliteJournal.Exists(store))
        {
            throw new BackupRefusedException($"There is nothing to back up yet: no run has been made against this target from {state.FullPath}.");
        }

        state.Check();
        var path = Path.GetFullPath(file);
        var folder = path + ".parts";
        Remove(folder);
        OwnerOnly.CreateFolder(folder);
        try
        {
            // The seal beside the journal first and the spools last: a seal that is kept stands in the journal, and a run that stands in it has its spool.
            Copy(state, folder, state.LayoutFile);
            Copy(state, folder, state.AuditAnchorFile);
            CopyJournal(store, Path.Combine(folder, Path.GetFileName(state.JournalFile)));
            CopyAll(state, folder, "pauses");
            CopyAll(state, folder, "runs");

            var parts = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(part => Path.GetRelativePath(folder, part).Replace('\\', '/'))
                .Order(StringComparer.Ordinal)
                .Select(name => BackupFile.Measure(folder, name))
                .ToArray();
            BackupFile.Write(path, new BackupManifest(BackupManifest.Newest, identity.FolderName, BackupManifest.Sqlite, time.GetUtcNow(), parts), folder);
            return new BackupDone(path, parts.Length, parts.Sum(part => part.Length));
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>The embedded journal, or a refusal with the remedy.</summary>
    internal static JournalStore.Sqlite SqliteOf(ActorSyncOptions options, TargetIdentity identity, StateDirectory state) => EngineStart.StoreOf(options, identity, state) switch
    {
        JournalStore.Sqlite sqlite => sqlite,
        JournalStore.Postgres postgres => throw new BackupRefusedException(
            $"The journal of this target is on a PostgreSQL server, which journal backup and restore do not copy. While no command writes, use pg_dump with schema {postgres.Schema}, and keep a copy of {state.FullPath} with it."),
        var other => throw new InvalidOperationException($"Unknown journal store {other.GetType().Name}."),
    };

    /// <summary>Removes a folder where it is.</summary>
    internal static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CopyJournal(JournalStore.Sqlite store, string copy)
    {
        using (OwnerOnly.Create(copy))
        {
            // SQLite gives its side files the permissions of a file that is already there.
        }

        using var from = new SqliteConnection(SqliteJournal.ConnectionString(store, JournalAccess.Read));
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = copy, Pooling = false }.ToString());
        from.Open();
        to.Open();
        from.BackupDatabase(to);

        // Who writes is no part of a backup; the epoch is, so that none is given out twice.
        using var command = to.CreateCommand();
        command.CommandText = $"UPDATE {LeaseTable.Name} SET owner_id = NULL, expires_at = 0; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;";
        command.ExecuteNonQuery();
    }

    private static void CopyAll(StateDirectory state, string folder, string name)
    {
        var from = Path.Combine(state.FullPath, name);
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".next", StringComparison.Ordinal)))
        {
            Copy(state, folder, file);
        }
    }

    private static void Copy(StateDirectory state, string folder, string file)
    {
        if (!File.Exists(file))
        {
            return; // A pause that has ended goes by itself, and before the first seal none is kept.
        }

        var copy = Path.Combine(folder, Path.GetRelativePath(state.FullPath, file));
        OwnerOnly.CreateFolder(Path.GetDirectoryName(copy)!);
        using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var to = OwnerOnly.Create(copy);
        from.CopyTo(to);
    }
}
