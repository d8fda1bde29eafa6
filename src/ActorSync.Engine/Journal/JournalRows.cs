using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;

namespace ActorSync.Engine.Journal;

/// <summary>A journal's rows in its database.</summary>
/// <param name="options">How the database is reached.</param>
/// <param name="schema">The schema, or null where the database has none.</param>
internal sealed class JournalRows(DataOptions options, string? schema) : IJournalRows
{
    private string Table => TableOf("journal");

    /// <inheritdoc/>
    public IEnumerable<JournalRow> Read(string persistenceId, long after, long until = long.MaxValue)
    {
        using var rows = Open(persistenceId, after, until).GetEnumerator();
        while (TryNext(rows) is { } row)
        {
            yield return row;
        }
    }

    /// <inheritdoc/>
    public long EndOf(string persistenceId) => Guarded(() =>
    {
        using var database = new DataConnection(options);
        using var command = Command(database, $"SELECT coalesce(max(sequence_number), 0) FROM {Table} WHERE persistence_id = @id", ("@id", persistenceId));
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    });

    /// <inheritdoc/>
    public byte[]? ReadSnapshot(string persistenceId, long position) => Guarded(() =>
    {
        using var database = new DataConnection(options);
        using var command = Command(
            database,
            $"SELECT snapshot FROM {TableOf("snapshot")} WHERE persistence_id = @id AND sequence_number = @position",
            ("@id", persistenceId),
            ("@position", position));
        return command.ExecuteScalar() as byte[];
    });

    private static JournalRow? TryNext(IEnumerator<JournalRow> rows) => Guarded(() => rows.MoveNext() ? rows.Current : null);

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DbException cause)
        {
            throw new JournalUnavailableException($"The journal cannot be read: {cause.Message}", cause);
        }
    }

    private string TableOf(string name) => schema is null ? name : $"\"{schema}\".{name}";

    private static DbCommand Command(DataConnection database, string sql, params (string Name, object Value)[] parameters)
    {
        var command = database.OpenDbConnection().CreateCommand();
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

    private IEnumerable<JournalRow> Open(string persistenceId, long after, long until)
    {
        using var database = new DataConnection(options);
        using var command = Command(
            database,
            $"SELECT sequence_number, manifest, message, deleted FROM {Table} WHERE persistence_id = @id AND sequence_number > @after AND sequence_number <= @until ORDER BY sequence_number",
            ("@id", persistenceId),
            ("@after", after),
            ("@until", until));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(reader.GetInt64(0), reader.IsDBNull(1) ? string.Empty : reader.GetString(1), reader.IsDBNull(2) ? [] : reader.GetFieldValue<byte[]>(2))
            {
                IsDeleted = reader.IsDBNull(3) || reader.GetBoolean(3),
            };
        }
    }
}
