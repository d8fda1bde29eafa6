using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;

namespace ActorSync.Engine.Journal;

/// <summary>Changes and deletes rows of a journal that no actor needs any more; the journal's fence asks each of its writes for the lease.</summary>
/// <param name="options">How the database is reached, by the process that has the lease.</param>
/// <param name="schema">The schema, or null where the database has none.</param>
internal sealed class JournalUpkeep(DataOptions options, string? schema)
{
    /// <summary>How many events are deleted at once, so that nobody waits long for the one writer that a database may have.</summary>
    private const int EventsPerBatch = 1_000;

    /// <summary>Puts other payloads in the place of those of one persistent actor, and drops its snapshots, which have what stood there: all or nothing.</summary>
    public void Replace(string persistenceId, IReadOnlyCollection<(long Position, string Manifest, byte[] Payload)> rows) => Guarded(connection =>
    {
        using var transaction = connection.BeginTransaction();
        foreach (var (position, manifest, payload) in rows)
        {
            Execute(
                connection,
                transaction,
                $"UPDATE {Table("journal")} SET manifest = @manifest, message = @message WHERE persistence_id = @id AND sequence_number = @position",
                ("@manifest", manifest),
                ("@message", payload),
                ("@id", persistenceId),
                ("@position", position));
        }

        Execute(connection, transaction, $"DELETE FROM {Table("snapshot")} WHERE persistence_id = @id", ("@id", persistenceId));
        transaction.Commit();
        return rows.Count;
    });

    /// <summary>Deletes all snapshots of one persistent actor, which then reads its events from the first one on.</summary>
    public void DropSnapshots(string persistenceId) => Guarded(connection =>
        Execute(connection, transaction: null, $"DELETE FROM {Table("snapshot")} WHERE persistence_id = @id", ("@id", persistenceId)));

    /// <summary>The position of one persistent actor's last snapshot, or 0.</summary>
    public long LastSnapshotOf(string persistenceId) => Guarded(connection =>
        Number(connection, $"SELECT coalesce(max(sequence_number), 0) FROM {Table("snapshot")} WHERE persistence_id = @id", ("@id", persistenceId)));

    /// <summary>Keeps a payload as a snapshot under another id, beside those of the actor itself, of which there is at least one; an earlier one stays.</summary>
    public void KeepSnapshot(string persistenceId, string under, long position, string manifest, byte[] payload) => Guarded(connection =>
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, $"DELETE FROM {Table("snapshot")} WHERE persistence_id = @under AND sequence_number = @position", ("@under", under), ("@position", position));
        var kept = Execute(
            connection,
            transaction,
            $"""
            INSERT INTO {Table("snapshot")} (persistence_id, sequence_number, created, snapshot, manifest, serializer_id)
            SELECT @under, @position, created, @payload, @manifest, serializer_id FROM {Table("snapshot")} WHERE persistence_id = @id ORDER BY sequence_number DESC LIMIT 1
            """,
            ("@under", under),
            ("@position", position),
            ("@payload", payload),
            ("@manifest", manifest),
            ("@id", persistenceId));
        transaction.Commit();
        return kept;
    });

    /// <summary>Deletes the snapshots of one id before a position.</summary>
    public void DropSnapshotsBefore(string persistenceId, long position) => Guarded(connection => Execute(
        connection, transaction: null, $"DELETE FROM {Table("snapshot")} WHERE persistence_id = @id AND sequence_number < @position", ("@id", persistenceId), ("@position", position)));

    /// <summary>Deletes the events of persistent actors up to a position each, in batches, but for the very last one, by which an actor knows how many there were.</summary>
    /// <param name="until">The positions by persistent actor.</param>
    /// <param name="stop">Ends it between two batches.</param>
    public void DropEvents(IReadOnlyDictionary<string, long> until, CancellationToken stop) => Guarded(connection =>
    {
        foreach (var (persistenceId, (first, last)) in Spans(connection))
        {
            var upTo = Math.Min(until.GetValueOrDefault(persistenceId), last - 1);
            for (var from = first; from <= upTo; from += EventsPerBatch)
            {
                stop.ThrowIfCancellationRequested();
                Execute(
                    connection,
                    transaction: null,
                    $"DELETE FROM {Table("journal")} WHERE persistence_id = @id AND sequence_number <= @until",
                    ("@id", persistenceId),
                    ("@until", Math.Min(upTo, from + EventsPerBatch - 1)));
            }
        }

        return 0;
    });

    /// <summary>How many rows name people by themselves, as versions did that numbered nobody.</summary>
    public long CountNaming() => Guarded(connection => Count(connection, "journal", JournalManifests.Naming) + Count(connection, "snapshot", JournalManifests.Naming));

    /// <summary>Takes deleted and replaced bytes out of the database's files.</summary>
    /// <returns>Whether they are gone: another process that is reading may keep them in place until it has ended.</returns>
    public bool Compact() => Guarded(connection =>
    {
        if (schema is not null)
        {
            foreach (var table in (string[])["people", "journal", "snapshot"])
            {
                Execute(connection, transaction: null, $"VACUUM (FULL) {Table(table)}");
            }

            return true;
        }

        Execute(connection, transaction: null, "VACUUM");
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var answer = command.ExecuteReader();
        return answer.Read() && answer.GetInt64(0) == 0;
    });

    private string Table(string name) => schema is null ? name : $"\"{schema}\".{name}";

    // Asked once for all, since nobody need have an index by actor.
    private Dictionary<string, (long First, long Last)> Spans(DbConnection connection)
    {
        using var command = Command(connection, transaction: null, $"SELECT persistence_id, min(sequence_number), max(sequence_number) FROM {Table("journal")} GROUP BY persistence_id", []);
        using var rows = command.ExecuteReader();
        var spans = new Dictionary<string, (long First, long Last)>();
        while (rows.Read())
        {
            spans.Add(rows.GetString(0), (rows.GetInt64(1), rows.GetInt64(2)));
        }

        return spans;
    }

    private long Count(DbConnection connection, string table, IEnumerable<string> manifests) =>
        Number(connection, $"SELECT count(*) FROM {Table(table)} WHERE manifest IN ({string.Join(", ", manifests.Select(manifest => $"'{manifest}'"))})");

    private static long Number(DbConnection connection, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(connection, transaction: null, sql, parameters);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Execute(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = Command(connection, transaction, sql, parameters);
        return command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbConnection connection, DbTransaction? transaction, string sql, (string Name, object Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private T Guarded<T>(Func<DbConnection, T> work)
    {
        try
        {
            using var database = new DataConnection(options);
            return work(database.OpenDbConnection());
        }
        catch (DbException cause)
        {
            throw new JournalUnavailableException($"The journal cannot be written: {cause.Message}", cause);
        }
    }
}
