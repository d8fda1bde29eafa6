using System.Security.Cryptography;
using ActorSync.Engine.Runs;
using LinqToDB;
using LinqToDB.DataProvider.SQLite;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Journal;

/// <summary>The embedded journal: how its file is made, opened and found.</summary>
internal static class SqliteJournal
{
    /// <summary>SQLite's primary codes for a file that this process may not open or write: the folder's fault, and none of the journal.</summary>
    private static readonly int[] FolderCodes = [3, 8, 14];

    /// <summary>How linq2db opens the file, for a writer of this epoch.</summary>
    public static DataOptions Options(JournalStore.Sqlite store, JournalAccess access, long? epoch = null) =>
        new DataOptions().UseConnectionString(ProviderName.SQLiteMS, ConnectionString(store, access)).UseInterceptor(new SqliteConnections(epoch));

    /// <summary>Makes the file, for its owner only, and switches it to write-ahead logging, which stays in the file.</summary>
    /// <exception cref="JournalUnavailableException">It is no journal, or cannot be one here.</exception>
    /// <exception cref="IOException">The folder or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">They belong to somebody else.</exception>
    public static void Prepare(JournalStore.Sqlite store)
    {
        try
        {
            MakeWhereMissing(store.File);
            if (Ask(store, JournalAccess.Write, "PRAGMA journal_mode=WAL") is not "wal")
            {
                throw new JournalUnavailableException($"The journal {store.File} cannot use write-ahead logging on this file system.");
            }
        }
        catch (SqliteException cause) when (IsOfFolder(cause))
        {
            throw new IOException($"The journal {store.File} cannot be written: {cause.Message}", cause);
        }
        catch (SqliteException cause)
        {
            throw new JournalUnavailableException($"The journal {store.File} cannot be prepared: {SqliteFault.Read(cause).Told}", cause);
        }
    }

    // SQLite gives its side files the permissions of a file that is already there. The file is made beside its place: a file that is open in this process must
    // never be closed by anybody but SQLite, since the system takes that for the end of all of the process's locks on it.
    private static void MakeWhereMissing(string file)
    {
        if (File.Exists(file))
        {
            return;
        }

        var beside = $"{file}.{RandomNumberGenerator.GetHexString(8)}";
        OwnerOnly.Create(beside).Dispose();
        try
        {
            File.Move(beside, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(beside); // Somebody else was first.
        }
    }

    /// <summary>Whether somebody has written a journal there; creates nothing that stays.</summary>
    /// <exception cref="JournalUnavailableException">It is no journal.</exception>
    /// <exception cref="IOException">It cannot be opened: a reader too needs the files that write-ahead logging keeps beside it.</exception>
    public static bool Exists(JournalStore.Sqlite store)
    {
        if (!File.Exists(store.File))
        {
            return false;
        }

        return HasTable(store, "journal") && HasTable(store, "snapshot");
    }

    /// <summary>Whether the file, which exists, has a table; creates nothing that stays.</summary>
    /// <exception cref="JournalUnavailableException">It is no journal.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static bool HasTable(JournalStore.Sqlite store, string table)
    {
        try
        {
            return Ask(store, JournalAccess.Read, $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'") is 1L;
        }
        catch (SqliteException cause) when (IsOfFolder(cause))
        {
            throw new IOException($"The journal {store.File} cannot be read where nothing can be written beside it: {cause.Message}", cause);
        }
        catch (SqliteException cause)
        {
            throw new JournalUnavailableException($"The journal {store.File} cannot be read: {SqliteFault.Read(cause).Told}", cause);
        }
    }

    /// <summary>Adds the index by which an actor finds its events, which the plugin's table lacks: without it each of many recoveries would read the whole journal.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be added.</exception>
    public static void IndexEvents(JournalStore.Sqlite store)
    {
        try
        {
            Ask(store, JournalAccess.Write, "CREATE UNIQUE INDEX IF NOT EXISTS events_by_actor ON journal (persistence_id, sequence_number)");
        }
        catch (SqliteException cause)
        {
            throw new JournalUnavailableException($"The journal {store.File} cannot be indexed: {SqliteFault.Read(cause).Told}", cause);
        }
    }

    /// <summary>Whether the folder is at fault, and not the journal.</summary>
    public static bool IsOfFolder(SqliteException cause) => FolderCodes.Contains(cause.SqliteErrorCode);

    private static object? Ask(JournalStore.Sqlite store, JournalAccess access, string sql)
    {
        using var connection = new SqliteConnection(ConnectionString(store, access));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={SqliteConnections.BusyMilliseconds}";
        command.ExecuteNonQuery();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>How the file is opened.</summary>
    public static string ConnectionString(JournalStore.Sqlite store, JournalAccess access) => new SqliteConnectionStringBuilder
    {
        DataSource = store.File,
        Mode = access == JournalAccess.Write ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
        Cache = SqliteCacheMode.Private, // A shared cache stalls writers without an error.
        Pooling = access == JournalAccess.Write, // The last connection to close moves what is logged ahead into the file, and a reader's could not.
        DefaultTimeout = SqliteConnections.BusyMilliseconds / 1_000, // The client would hold a thread for 30 s beyond SQLite's own wait.
    }.ToString();
}
