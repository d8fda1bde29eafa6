using System.Data.Common;
using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using NodaTime;
using Npgsql;

namespace ActorSync.Engine.Leases;

/// <summary>The lease in the journal's schema on a PostgreSQL server, whose clock it goes by.</summary>
/// <remarks>
/// The epoch is unique, because that makes it a key in the server's eyes: a renewal, which leaves it alone, passes a writer's lock on the row, and only
/// a taking waits until what writers of the earlier epoch have begun is stored or undone.
/// </remarks>
internal sealed class PostgresLeaseTable(JournalStore.Postgres store, LeaseTerm term) : LeaseTable
{
    /// <summary>How long a taking waits: longer than the server lets a writer stand still.</summary>
    private const int TakingSeconds = 3 * PostgresJournal.LongestStandstillMilliseconds / 1_000;

    /// <inheritdoc/>
    protected override LeaseTerm Term => term;

    /// <inheritdoc/>
    protected override string Table { get; } = $"{PostgresJournal.Quoted(store.Schema)}.{Name}";

    /// <inheritdoc/>
    protected override string Locking => "FOR UPDATE";

    /// <inheritdoc/>
    protected override void Prepare()
    {
        PostgresJournal.Prepare(store);
        try
        {
            using var connection = Connect(isForTaking: true);
            connection.Open();
            if (!HasRow(connection))
            {
                using var transaction = Begin(connection);
                Execute(
                    connection,
                    transaction,
                    $"""
                    CREATE TABLE IF NOT EXISTS {Table} (
                        only_row boolean PRIMARY KEY CHECK (only_row), epoch bigint NOT NULL UNIQUE, expires_at bigint NOT NULL, owner_id text, host text,
                        process_id integer, process_start bigint, command text, since bigint, lock_id text);
                    INSERT INTO {Table} (only_row, epoch, expires_at) VALUES (true, 0, 0) ON CONFLICT DO NOTHING;
                    """);
                transaction.Commit();
            }
        }
        catch (PostgresException raced) when (raced.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject)
        {
            // Another process made it in the same moment, which is as good: the server names the second of two as one too many.
            return;
        }
        catch (NpgsqlException cause)
        {
            throw Fault(cause);
        }
    }

    /// <inheritdoc/>
    protected override DbConnection ConnectToRead() => new NpgsqlConnection(PostgresJournal.ConnectionString(store, JournalAccess.Read, epoch: null));

    /// <inheritdoc/>
    protected override DbConnection Connect(bool isForTaking)
    {
        // One that hangs is given up while there is time for another try before the lease ends.
        var seconds = isForTaking ? TakingSeconds : Math.Max(1, (int)term.RenewEvery.TotalSeconds);
        return new NpgsqlConnection(new NpgsqlConnectionStringBuilder(PostgresJournal.ConnectionString(store, JournalAccess.Write, epoch: null))
        {
            Timeout = seconds,
            CommandTimeout = seconds,
        }.ToString());
    }

    /// <inheritdoc/>
    protected override bool Exists(DbConnection connection)
    {
        using var command = new NpgsqlCommand("SELECT count(*) FROM pg_tables WHERE schemaname = @schema AND tablename = @table", (NpgsqlConnection)connection);
        command.Parameters.AddWithValue("schema", store.Schema);
        command.Parameters.AddWithValue("table", Name);
        return command.ExecuteScalar() is 1L;
    }

    /// <inheritdoc/>
    protected override DbTransaction Begin(DbConnection connection) => connection.BeginTransaction(System.Data.IsolationLevel.ReadCommitted);

    /// <inheritdoc/>
    protected override Instant Now(DbConnection connection, DbTransaction? transaction) =>
        InstantOf(Ask(connection, transaction, "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"));

    /// <inheritdoc/>
    protected override Exception Fault(Exception cause) =>
        new JournalUnavailableException($"The PostgreSQL journal (schema {store.Schema}) cannot be used: {cause.Message}", cause);
}
