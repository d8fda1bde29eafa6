using System.Data;
using System.Data.Common;
using ActorSync.Engine.Journal;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Backup;

/// <summary>The tables of an embedded journal.</summary>
internal sealed class SqliteTables(JournalStore.Sqlite store) : JournalTables
{
    /// <inheritdoc/>
    protected override IsolationLevel IsolationOfReads => IsolationLevel.Serializable;

    /// <inheritdoc/>
    protected override string TableNames => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    /// <inheritdoc/>
    protected override DbConnection Connect(JournalAccess access) => new SqliteConnection(SqliteJournal.ConnectionString(store, access));

    /// <inheritdoc/>
    protected override string Qualified(string table) => PostgresJournal.Quoted(table);

    /// <inheritdoc/>
    protected override void Store(DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        using var insert = Command(
            connection,
            $"INSERT INTO {Qualified(table)} ({string.Join(", ", columns.Select(PostgresJournal.Quoted))}) VALUES ({string.Join(", ", columns.Select((_, column) => $"@p{column}"))})");
        for (var column = 0; column < columns.Count; column++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{column}";
            insert.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                insert.Parameters[column].Value = row[column] ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }
    }
}
