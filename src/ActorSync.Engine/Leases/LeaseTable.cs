using System.Data.Common;
using System.Globalization;
using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Leases;

/// <summary>The one row beside the journal's tables that says who may write: read, taken, renewed and given back, each in one transaction.</summary>
/// <remarks>Instants stand in it as milliseconds since 1970, by the journal's own clock.</remarks>
internal abstract class LeaseTable
{
    /// <summary>The table's name; what the journal's fence compares with.</summary>
    public const string Name = "writer_lease";

    private const string Columns = "epoch, expires_at, owner_id, host, process_id, process_start, command, since, lock_id";

    /// <summary>The table of a journal's store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="time">The clock of an embedded journal; a server has its own.</param>
    /// <param name="term">For how long a lease holds.</param>
    public static LeaseTable Of(JournalStore store, TimeProvider time, LeaseTerm term) => store switch
    {
        JournalStore.Sqlite sqlite => new SqliteLeaseTable(sqlite, time, term),
        JournalStore.Postgres postgres => new PostgresLeaseTable(postgres, term),
        _ => throw new InvalidOperationException($"Unknown journal store {store?.GetType().Name}."),
    };

    /// <summary>For how long a lease holds.</summary>
    protected abstract LeaseTerm Term { get; }

    /// <summary>The table as statements name it.</summary>
    protected abstract string Table { get; }

    /// <summary>How a read takes the row's lock until the end of its transaction; empty where the transaction itself has it.</summary>
    protected abstract string Locking { get; }

    /// <summary>The lease as it stands; null where the journal has no such table.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    public LeaseRead? Read() => IsThere
        ? Do(ConnectToRead, connection => Exists(connection)
            ? new LeaseRead(ReadRow(connection, transaction: null, locking: string.Empty), Now(connection, transaction: null))
            : null)
        : null;

    /// <summary>Asks the rule, and takes the lease where it allows that.</summary>
    /// <param name="owner">Who takes it.</param>
    /// <param name="decide">The rule.</param>
    /// <returns>What was decided, and the journal's clock then.</returns>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="JournalLockedException">Another process keeps the journal locked in the middle of a write.</exception>
    public (LeaseDecision Decision, Instant Now) TryTake(WriterOwner owner, Func<WriterLease, Instant, LeaseDecision> decide)
    {
        Prepare();
        if (Read() is { } read && decide(read.Lease, read.Now) is LeaseDecision.Held or LeaseDecision.RunOut or LeaseDecision.Locked)
        {
            // Nothing is locked to learn that. What has changed meanwhile is for the next try.
            return (decide(read.Lease, read.Now), read.Now);
        }

        return Do(() => Connect(isForTaking: true), connection =>
        {
            using var transaction = Begin(connection);
            var last = ReadRow(connection, transaction, Locking);
            var now = Now(connection, transaction); // Once the row is locked: whoever had it before may have renewed it.
            var decision = decide(last, now);
            if (decision is LeaseDecision.Take take)
            {
                Write(connection, transaction, owner, take.Epoch, now);
            }

            transaction.Commit();
            return (decision, now);
        });
    }

    /// <summary>Renews a lease that nobody else has taken.</summary>
    /// <returns>Null where it is renewed, else the lease as it stands now.</returns>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached, and nobody knows.</exception>
    /// <exception cref="JournalLockedException">Another process keeps the journal locked in the middle of a write.</exception>
    public WriterLease? TryRenew(long epoch, WriterOwner owner) => Do(() => Connect(isForTaking: false), connection =>
    {
        using var transaction = Begin(connection);
        var renewed = Execute(
            connection,
            transaction,
            $"UPDATE {Table} SET expires_at = @expires WHERE epoch = @epoch AND owner_id = @owner",
            LeaseValue.Of("expires", Now(connection, transaction) + Term.Length),
            LeaseValue.Number("epoch", epoch),
            LeaseValue.Text("owner", owner.Id));
        var other = renewed == 1 ? null : ReadRow(connection, transaction, locking: string.Empty);
        transaction.Commit();
        return other;
    });

    /// <summary>Gives a lease back, where it is still the owner's.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    /// <exception cref="JournalLockedException">Another process keeps the journal locked in the middle of a write.</exception>
    public void Release(long epoch, WriterOwner owner) => Do(() => Connect(isForTaking: false), connection => Execute(
        connection,
        transaction: null,
        $"UPDATE {Table} SET owner_id = NULL WHERE epoch = @epoch AND owner_id = @owner",
        LeaseValue.Number("epoch", epoch),
        LeaseValue.Text("owner", owner.Id)));

    /// <summary>Makes the table and its row where either is missing, both or neither.</summary>
    protected abstract void Prepare();

    /// <summary>Whether the table is there with its row.</summary>
    protected bool HasRow(DbConnection connection) => Exists(connection) && Ask(connection, transaction: null, $"SELECT count(*) FROM {Table}") is 1L;

    /// <summary>Whether there is anything to connect to.</summary>
    protected virtual bool IsThere => true;

    /// <summary>A connection that cannot change anything.</summary>
    protected abstract DbConnection ConnectToRead();

    /// <summary>A connection that can.</summary>
    /// <param name="isForTaking">Whether what others have begun is waited for.</param>
    protected abstract DbConnection Connect(bool isForTaking);

    /// <summary>Whether the table is there.</summary>
    protected abstract bool Exists(DbConnection connection);

    /// <summary>Begins a transaction that changes the row.</summary>
    protected abstract DbTransaction Begin(DbConnection connection);

    /// <summary>The journal's clock.</summary>
    protected abstract Instant Now(DbConnection connection, DbTransaction? transaction);

    /// <summary>What a fault of the database means.</summary>
    protected abstract Exception Fault(Exception cause);

    /// <summary>Executes a statement.</summary>
    protected static int Execute(DbConnection connection, DbTransaction? transaction, string sql, params LeaseValue[] values)
    {
        using var command = Command(connection, transaction, sql);
        foreach (var (name, type, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.DbType = type;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command.ExecuteNonQuery();
    }

    /// <summary>Asks for one value.</summary>
    protected static object? Ask(DbConnection connection, DbTransaction? transaction, string sql)
    {
        using var command = Command(connection, transaction, sql);
        return command.ExecuteScalar();
    }

    /// <summary>An instant as it stands in the table.</summary>
    protected static Instant InstantOf(object? milliseconds) => Instant.FromUnixTimeMilliseconds(Convert.ToInt64(milliseconds, CultureInfo.InvariantCulture));

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }

    private T Do<T>(Func<DbConnection> connect, Func<DbConnection, T> work)
    {
        try
        {
            using var connection = connect();
            connection.Open();
            return work(connection);
        }
        catch (Exception cause) when (cause is DbException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw Fault(cause);
        }
    }

    private void Write(DbConnection connection, DbTransaction transaction, WriterOwner owner, long epoch, Instant now)
    {
        var written = Execute(
            connection,
            transaction,
            $"UPDATE {Table} SET epoch = @epoch, expires_at = @expires, owner_id = @owner, host = @host, process_id = @process, process_start = @start, command = @command, since = @since, lock_id = @lock",
            LeaseValue.Number("epoch", epoch),
            LeaseValue.Of("expires", now + Term.Length),
            LeaseValue.Text("owner", owner.Id),
            LeaseValue.Text("host", owner.Host),
            LeaseValue.Number("process", owner.ProcessId),
            LeaseValue.Of("start", owner.StartedAt),
            LeaseValue.Text("command", owner.Command),
            LeaseValue.Of("since", owner.Since),
            LeaseValue.Text("lock", owner.LockId));
        if (written != 1)
        {
            // A lease that stands nowhere keeps nobody else out.
            throw new JournalUnavailableException($"The journal's table {Name} has {written} rows and not one: the lease could not be taken.");
        }
    }

    private WriterLease ReadRow(DbConnection connection, DbTransaction? transaction, string locking)
    {
        using var command = Command(connection, transaction, $"SELECT {Columns} FROM {Table} {locking}");
        using var row = command.ExecuteReader();
        return row.Read() ? new WriterLease(row.GetInt64(0), OwnerOf(row), InstantOf(row.GetInt64(1))) : WriterLease.None;
    }

    private static WriterOwner? OwnerOf(DbDataReader row) => row.IsDBNull(2) ? null : new WriterOwner(row.GetInt32(4), row.GetString(3), row.GetString(6), InstantOf(row.GetInt64(7)))
    {
        Id = row.GetString(2),
        StartedAt = row.IsDBNull(5) ? null : InstantOf(row.GetInt64(5)),
        LockId = row.IsDBNull(8) ? null : row.GetString(8),
    };
}
