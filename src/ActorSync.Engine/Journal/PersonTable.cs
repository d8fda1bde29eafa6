using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using ActorSync.Core.Users;
using LinqToDB;
using LinqToDB.Data;

namespace ActorSync.Engine.Journal;

/// <summary>The table of people beside a journal, in the same database.</summary>
/// <param name="options">How the database is reached.</param>
/// <param name="schema">The schema, or null where the database has none.</param>
internal sealed class PersonTable(DataOptions options, string? schema) : IPersonTable
{
    /// <summary>The table's name.</summary>
    public const string Name = "people";

    /// <summary>The most people of one statement on a server, well below what it takes of parameters.</summary>
    private const int RowsPerStatement = 500;

    /// <summary>The same on SQLite, whose client looks for each parameter among all of them; to ask once more costs little in the same process.</summary>
    private const int RowsPerStatementOfSqlite = 16;

    private static readonly string[] Columns = ["number", "user_id", "employee_id", "target_employee_id", "email"];

    private string Table => schema is null ? Name : $"\"{schema}\".{Name}";

    /// <summary>Makes the table where it is missing.</summary>
    public void Prepare()
    {
        using var database = new DataConnection(options);
        using var command = database.OpenDbConnection().CreateCommand();
        command.CommandText = $"""
            CREATE TABLE IF NOT EXISTS {Table} (
              partition_id INTEGER NOT NULL, number INTEGER NOT NULL,
              user_id TEXT NULL, employee_id TEXT NULL, target_employee_id TEXT NULL, email TEXT NULL,
              PRIMARY KEY (partition_id, number))
            """;
        command.ExecuteNonQuery();
    }

    /// <inheritdoc/>
    public IReadOnlyList<PersonIdentity> Load(int partition)
    {
        using var database = new DataConnection(options);
        using var command = database.OpenDbConnection().CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns)} FROM {Table} WHERE partition_id = {partition.ToString(CultureInfo.InvariantCulture)}";
        using var reader = command.ExecuteReader();
        var people = new List<PersonIdentity>();
        while (reader.Read())
        {
            people.Add(new(reader.GetInt32(0), Text(reader, 1) is { } user ? new UserId(user) : null, Text(reader, 2), Text(reader, 3), Text(reader, 4)));
        }

        return people;
    }

    /// <inheritdoc/>
    public async Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people)
    {
        await using var database = new DataConnection(options);
        var connection = await database.OpenDbConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = schema is null ? RowsPerStatementOfSqlite : RowsPerStatement;
        await using var command = Upsert(connection, partition, Math.Min(rows, people.Count));
        command.Transaction = transaction;
        foreach (var chunk in people.Chunk(rows))
        {
            if (chunk.Length * Columns.Length == command.Parameters.Count)
            {
                await ExecuteAsync(command, chunk);
            }
            else
            {
                await using var last = Upsert(connection, partition, chunk.Length);
                last.Transaction = transaction;
                await ExecuteAsync(last, chunk);
            }
        }

        await transaction.CommitAsync();
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static async Task ExecuteAsync(DbCommand command, PersonIdentity[] people)
    {
        var next = 0;
        foreach (var person in people)
        {
            object?[] values = [person.Number, person.User?.Value, person.Employee, person.TargetEmployee, person.Email];
            foreach (var value in values)
            {
                command.Parameters[next++].Value = value ?? DBNull.Value;
            }
        }

        await command.ExecuteNonQueryAsync();
    }

    private DbCommand Upsert(DbConnection connection, int partition, int rows)
    {
        var command = connection.CreateCommand();
        var sql = new StringBuilder($"INSERT INTO {Table} (partition_id, {string.Join(", ", Columns)}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (").Append(CultureInfo.InvariantCulture, $"{partition}");
            foreach (var column in Columns)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@{column}_{row}";
                parameter.DbType = column == Columns[0] ? DbType.Int32 : DbType.String;
                command.Parameters.Add(parameter);
                sql.Append(", ").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        sql.Append(" ON CONFLICT (partition_id, number) DO UPDATE SET ").AppendJoin(", ", Columns.Skip(1).Select(column => $"{column} = excluded.{column}"));
        command.CommandText = sql.ToString();
        return command;
    }
}
