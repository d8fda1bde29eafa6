using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;

namespace ActorSync.Engine.Journal;

/// <summary>Changes and deletes rows of a journal that no actor needs any more; the journal's fence asks each of its writes for the lease.</summary>
/// <param name="options">How the database is reached, by the process that has the lease.</param>
/// <param name="schema">The schema, or null where the database has none.</param>
internal sealed class JournalUpkeep(DataOptions options, string? schema)
{
    /// <summary>Puts other payloads in the place of those of one persistent actor, all or none.</summary>
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

        transaction.Commit();
        return rows.Count;
    });

    /// <summary>Deletes all snapshots of one persistent actor, which then reads its events from the first one on.</summary>
    public void DropSnapshots(string persistenceId) => Guarded(connection =>
        Execute(connection, transaction: null, $"DELETE FROM {Table("snapshot")} WHERE persistence_id = @id", ("@id", persistenceId)));

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

    private long Count(DbConnection connection, string table, IEnumerable<string> manifests)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {Table(table)} WHERE manifest IN ({string.Join(", ", manifests.Select(manifest => $"'{manifest}'"))})";
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Execute(DbConnection connection, DbTransaction? transaction, string sql, params (string Name, object Value)[] parameters)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command.ExecuteNonQuery();
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
