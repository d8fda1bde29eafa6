using System.Data;
using System.Data.Common;
using ActorSync.Engine.Journal;
using Npgsql;

namespace ActorSync.Engine.Backup;

/// <summary>The tables of a journal's schema on a PostgreSQL server.</summary>
internal sealed class PostgresTables(JournalStore.Postgres store) : JournalTables
{
    /// <inheritdoc/>
    protected override IsolationLevel IsolationOfReads => IsolationLevel.RepeatableRead;

    /// <inheritdoc/>
    protected override string TableNames => $"SELECT tablename FROM pg_tables WHERE schemaname = '{store.Schema}' ORDER BY tablename";

    /// <inheritdoc/>
    protected override DbConnection Connect(JournalAccess access) => new NpgsqlConnection(PostgresJournal.ConnectionString(store, access, epoch: null));

    /// <inheritdoc/>
    protected override string Qualified(string table) => $"{PostgresJournal.Quoted(store.Schema)}.{PostgresJournal.Quoted(table)}";

    /// <inheritdoc/>
    protected override void Store(DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        var server = (NpgsqlConnection)connection;
        using (var copy = server.BeginBinaryImport($"COPY {Qualified(table)} ({string.Join(", ", columns.Select(PostgresJournal.Quoted))}) FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var row in rows)
            {
                copy.StartRow();
                foreach (var value in row)
                {
                    Write(copy, value);
                }
            }

            copy.Complete();
        }

        foreach (var column in columns)
        {
            GoOnAfter(server, table, column);
        }
    }

    private static void Write(NpgsqlBinaryImporter copy, object? value)
    {
        switch (value)
        {
            case null:
                copy.WriteNull();
                break;
            case long number:
                copy.Write(number);
                break;
            case int number:
                copy.Write(number);
                break;
            case short number:
                copy.Write(number);
                break;
            case bool truth:
                copy.Write(truth);
                break;
            case string text:
                copy.Write(text);
                break;
            case byte[] bytes:
                copy.Write(bytes);
                break;
            default:
                throw new InvalidOperationException($"Unknown kind of value {value.GetType().Name}.");
        }
    }

    // The server numbers rows by itself, and must not begin anew below those that are there.
    private void GoOnAfter(NpgsqlConnection connection, string table, string column)
    {
        using var sequence = new NpgsqlCommand("SELECT pg_get_serial_sequence(@table, @column)", connection);
        sequence.Parameters.AddWithValue("table", Qualified(table));
        sequence.Parameters.AddWithValue("column", column);
        if (sequence.ExecuteScalar() is not string name)
        {
            return;
        }

        using var go = new NpgsqlCommand(
            $"SELECT setval(@name::regclass, greatest((SELECT max({PostgresJournal.Quoted(column)}) FROM {Qualified(table)}), 1), EXISTS (SELECT 1 FROM {Qualified(table)}))", connection);
        go.Parameters.AddWithValue("name", name);
        go.ExecuteNonQuery();
    }
}
