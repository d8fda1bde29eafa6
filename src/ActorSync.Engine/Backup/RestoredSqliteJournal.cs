using System.Collections.Immutable;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Backup;

/// <summary>An embedded journal on its way into its place.</summary>
/// <remarks>
/// The file that is there stays, and gets the content of the new one by SQLite itself, in one transaction: a process that has it open, a frozen one perhaps,
/// sees the new content and the new epoch, where a file that was moved away from under it would be written on. Nor can a log of the old file come to lie beside the new one.
/// </remarks>
internal sealed class RestoredSqliteJournal(JournalStore.Sqlite store, string staging) : RestoredJournal
{
    private static readonly string[] SideFiles = [string.Empty, "-wal", "-shm"];

    private readonly JournalStore.Sqlite _staged = new(Path.Combine(staging, "journal.db"));

    /// <inheritdoc/>
    public override JournalStore Staged => _staged;

    /// <inheritdoc/>
    public override void PutAside(string folder)
    {
        var aside = Path.Combine(folder, Path.GetFileName(store.File));
        try
        {
            if (SqliteJournal.Exists(store))
            {
                RemoveFiles(aside);
                OwnerOnly.Create(aside).Dispose(); // SQLite gives its side files the permissions of a file that is already there.
                Copy(new JournalStore.Sqlite(store.File), new JournalStore.Sqlite(aside));
            }
        }
        catch (Exception cause) when (cause is SqliteException or JournalUnavailableException && JournalFault.Of(cause).Kind == JournalFaultKind.Damaged)
        {
            // Nobody can write what SQLite does not take for a journal, and nothing can be put into it.
            SqliteConnection.ClearAllPools();
            RemoveFiles(aside);
            foreach (var side in SideFiles.Where(side => File.Exists(store.File + side)))
            {
                File.Move(store.File + side, aside + side);
            }
        }
        catch (SqliteException cause)
        {
            throw Fault($"The journal {store.File} cannot be copied to {aside}", cause);
        }
    }

    /// <inheritdoc/>
    public override string? AsideAt(DateTimeOffset now) => null;

    /// <inheritdoc/>
    public override ImmutableArray<string> PutIn(LeaseHolder? lease, string? aside, DateTimeOffset now)
    {
        JournalHosting.Complete(_staged);
        SqliteJournal.Prepare(store);
        try
        {
            Copy(_staged, store);
            return [];
        }
        catch (SqliteException cause)
        {
            throw Fault($"The journal {store.File} cannot be replaced", cause);
        }
    }

    /// <inheritdoc/>
    public override void Discard()
    {
        SqliteConnection.ClearAllPools(); // Idle connections would keep the file.
        RemoveFiles(_staged.File);
    }

    private static void Copy(JournalStore.Sqlite from, JournalStore.Sqlite to)
    {
        using var source = Open(from, JournalAccess.Read);
        using var copy = Open(to, JournalAccess.Write);
        source.BackupDatabase(copy);
    }

    private static SqliteConnection Open(JournalStore.Sqlite store, JournalAccess access)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(SqliteJournal.ConnectionString(store, access)) { Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={SqliteConnections.BusyMilliseconds}; PRAGMA synchronous=FULL;";
        command.ExecuteNonQuery();
        return connection;
    }

    private static void RemoveFiles(string file)
    {
        foreach (var side in SideFiles)
        {
            File.Delete(file + side);
        }
    }

    private static JournalUnavailableException Fault(string what, SqliteException cause) => new($"{what}: {SqliteFault.Read(cause).Told}", cause);
}
