using System.Data.Common;
using System.Globalization;
using System.Text;
using ActorSync.Core.Runs;

namespace ActorSync.Benchmarks.Durability;

/// <summary>The least that a program can do to store outcomes: a row each, so many rows to a statement and commit.</summary>
/// <param name="connection">An open connection.</param>
/// <param name="table">The table's name as SQL has it.</param>
/// <param name="blobType">The database's type for bytes.</param>
internal sealed class RawInsert(DbConnection connection, string table, string blobType)
{
    /// <summary>How many rows a statement has.</summary>
    public const int RowsPerStatement = 1_000;

    // What three changes take where they are written as compactly as in the journal.
    private const int OperationsSize = 60;

    private const int Columns = 8;

    /// <summary>Makes the table anew.</summary>
    public void Prepare()
    {
        Execute($"DROP TABLE IF EXISTS {table}");
        Execute($"CREATE TABLE {table} (user_id TEXT NOT NULL, run_id TEXT NOT NULL, sequence INTEGER NOT NULL, result INTEGER NOT NULL, source TEXT NOT NULL, operations {blobType} NOT NULL, version INTEGER NULL, settled_at BIGINT NOT NULL)");
    }

    /// <summary>Stores the outcomes with all rows of a commit in one statement; the time until the last commit.</summary>
    /// <param name="outcomes">The outcomes; their number is a multiple of <see cref="RowsPerStatement"/>.</param>
    /// <param name="time">The time.</param>
    public TimeSpan InsertTogether(JournalEntry.Settled[] outcomes, TimeProvider time) => Insert(outcomes, RowsPerStatement, time);

    /// <summary>The same with one prepared statement of a row that is executed for each: SQLite's client looks for each parameter by name, which takes long where there are thousands.</summary>
    public TimeSpan InsertOneByOne(JournalEntry.Settled[] outcomes, TimeProvider time) => Insert(outcomes, 1, time);

    private TimeSpan Insert(JournalEntry.Settled[] outcomes, int rows, TimeProvider time)
    {
        using var command = Statement(rows);
        var began = time.GetTimestamp();
        foreach (var commit in outcomes.Chunk(RowsPerStatement))
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            for (var first = 0; first < commit.Length; first += rows)
            {
                Fill(command, commit.AsSpan(first, rows));
                command.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return time.GetElapsedTime(began);
    }

    private static void Fill(DbCommand command, ReadOnlySpan<JournalEntry.Settled> outcomes)
    {
        for (var row = 0; row < outcomes.Length; row++)
        {
            var outcome = outcomes[row];
            var first = row * Columns;
            command.Parameters[first].Value = outcome.User.Value;
            command.Parameters[first + 1].Value = outcome.Run.Value;
            command.Parameters[first + 2].Value = outcome.Sequence;
            command.Parameters[first + 3].Value = (int)outcome.Result;
            command.Parameters[first + 4].Value = outcome.Source.Value;
            command.Parameters[first + 6].Value = outcome.Version ?? (object)DBNull.Value;
            command.Parameters[first + 7].Value = outcome.At.ToUnixTimeTicks();
        }
    }

    private DbCommand Statement(int rows)
    {
        var operations = new byte[OperationsSize];
        var command = connection.CreateCommand();
        var sql = new StringBuilder($"INSERT INTO {table} VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < Columns; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{(row * Columns) + column}");
                parameter.Value = column switch { 0 or 1 or 4 => string.Empty, 5 => operations, 7 => 0L, _ => 0 };
                command.Parameters.Add(parameter);
                sql.Append(column == 0 ? string.Empty : ", ").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        command.CommandText = sql.ToString();
        command.Prepare();
        return command;
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
