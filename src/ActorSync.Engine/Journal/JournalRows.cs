using System.Data.Common;
using LinqToDB;
using LinqToDB.Data;

namespace ActorSync.Engine.Journal;

/// <summary>A journal's rows in its database.</summary>
/// <param name="options">How the database is reached.</param>
/// <param name="schema">The schema, or null where the database has none.</param>
internal sealed class JournalRows(DataOptions options, string? schema) : IJournalRows
{
    /// <inheritdoc/>
    public IEnumerable<JournalRow> Read(string persistenceId, long after)
    {
        using var rows = Open(persistenceId, after).GetEnumerator();
        while (TryNext(rows) is { } row)
        {
            yield return row;
        }
    }

    private static JournalRow? TryNext(IEnumerator<JournalRow> rows)
    {
        try
        {
            return rows.MoveNext() ? rows.Current : null;
        }
        catch (DbException cause)
        {
            throw new JournalUnavailableException($"The journal cannot be read: {cause.Message}", cause);
        }
    }

    private IEnumerable<JournalRow> Open(string persistenceId, long after)
    {
        using var database = new DataConnection(options);
        using var command = database.OpenDbConnection().CreateCommand();
        command.CommandText =
            $"SELECT sequence_number, manifest, message FROM {(schema is null ? "journal" : $"\"{schema}\".journal")} WHERE persistence_id = @id AND sequence_number > @after ORDER BY sequence_number";
        foreach (var (name, value) in new (string, object)[] { ("@id", persistenceId), ("@after", after) })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(reader.GetInt64(0), reader.IsDBNull(1) ? string.Empty : reader.GetString(1), reader.IsDBNull(2) ? [] : reader.GetFieldValue<byte[]>(2));
        }
    }
}
