using System.Data.Common;
using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace ActorSync.Engine.Leases;

/// <summary>The lease in the embedded journal's file; its clock is this host's.</summary>
internal sealed class SqliteLeaseTable(JournalStore.Sqlite store, TimeProvider time, LeaseTerm term) : LeaseTable
{
    private const int Busy = 5;
    private const int Locked = 6;

    /// <inheritdoc/>
    protected override LeaseTerm Term => term;

    /// <inheritdoc/>
    protected override string Table => Name;

    /// <inheritdoc/>
    protected override string Locking => string.Empty;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        SqliteJournal.Prepare(store);
        try
        {
            using var connection = Connect(isForTaking: true);
            connection.Open();
            if (!HasRow(connection))
            {
                // Others may look at any time, and none must find the table without its row.
                using var transaction = Begin(connection);
                Execute(
                    connection,
                    transaction,
                    $"""
                    CREATE TABLE IF NOT EXISTS {Name} (
                        only_row INTEGER PRIMARY KEY CHECK (only_row = 1), epoch INTEGER NOT NULL, expires_at INTEGER NOT NULL, owner_id TEXT, host TEXT,
                        process_id INTEGER, process_start INTEGER, command TEXT, since INTEGER, lock_id TEXT);
                    INSERT OR IGNORE INTO {Name} (only_row, epoch, expires_at) VALUES (1, 0, 0);
                    """);
                transaction.Commit();
            }
        }
        catch (SqliteException cause)
        {
            throw Fault(cause);
        }
    }

    /// <inheritdoc/>
    protected override bool IsThere => File.Exists(store.File);

    /// <inheritdoc/>
    protected override DbConnection ConnectToRead() => Connection(JournalAccess.Read);

    /// <inheritdoc/>
    protected override DbConnection Connect(bool isForTaking) => Connection(JournalAccess.Write);

    /// <inheritdoc/>
    protected override bool Exists(DbConnection connection) =>
        Ask(connection, transaction: null, $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{Name}'") is 1L;

    /// <inheritdoc/>
    protected override DbTransaction Begin(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    /// <inheritdoc/>
    protected override Instant Now(DbConnection connection, DbTransaction? transaction) => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <inheritdoc/>
    protected override Exception Fault(Exception cause) => cause switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => new JournalLockedException($"The journal {store.File} is locked by another process: {cause.Message}", cause),
        SqliteException sqlite when SqliteJournal.IsOfFolder(sqlite) => new IOException($"The journal {store.File} cannot be written: {cause.Message}", cause),
        _ => new JournalUnavailableException($"The journal {store.File} cannot be used: {cause.Message}", cause),
    };

    private SqliteConnection Connection(JournalAccess access) =>
        new(SqliteJournal.ConnectionString(store, access)) { DefaultTimeout = SqliteConnections.BusyMilliseconds / 1_000 };
}
