using System.Data;
using System.Data.Common;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorSync.Engine.Backup;

/// <summary>The tables of a journal as they are stored, all but the lease: read as of one moment beside whoever writes, and filled where they are new.</summary>
internal abstract class JournalTables
{
    /// <summary>Those of a store.</summary>
    public static JournalTables Of(JournalStore store) => store switch
    {
        JournalStore.Sqlite sqlite => new SqliteTables(sqlite),
        JournalStore.Postgres postgres => new PostgresTables(postgres),
        _ => throw new InvalidOperationException($"Unknown journal store {store?.GetType().Name}."),
    };

    /// <summary>Reads all of them as of one moment.</summary>
    /// <param name="read">Takes one table: its name, and its rows.</param>
    /// <returns>The epoch of the lease at that moment; 0 where there never was one.</returns>
    /// <exception cref="JournalUnavailableException">The journal cannot be read.</exception>
    public long ReadAll(Action<string, DbDataReader> read) => Do(JournalAccess.Read, connection =>
    {
        using var moment = connection.BeginTransaction(IsolationOfReads);
        var names = Names(connection);
        foreach (var name in names.Where(name => name != LeaseTable.Name))
        {
            using var command = Command(connection, $"SELECT * FROM {Qualified(name)}");
            using var rows = command.ExecuteReader();
            read(name, rows);
        }

        if (!names.Contains(LeaseTable.Name))
        {
            return 0L;
        }

        using var lease = Command(connection, $"SELECT epoch FROM {Qualified(LeaseTable.Name)}");
        return lease.ExecuteScalar() is long epoch ? epoch : 0;
    });

    /// <summary>Fills tables that are there and empty, all or none.</summary>
    /// <param name="tables">Each table's name and how its rows are opened.</param>
    /// <exception cref="BackupRefusedException">A table or a column is not known here.</exception>
    /// <exception cref="JournalUnavailableException">The journal cannot be written.</exception>
    public void Fill(IEnumerable<(string Name, Func<Stream> Open)> tables) => Do(JournalAccess.Write, connection =>
    {
        using var transaction = connection.BeginTransaction();
        var names = Names(connection);
        foreach (var (name, open) in tables)
        {
            using var reader = new BinaryReader(open());
            var (columns, rows) = TableFormat.Read(reader);
            Fill(connection, name, columns, rows, names.Contains(name) ? TypesOf(connection, name) : throw Unknown($"table {name}"));
        }

        transaction.Commit();
        return true;
    });

    /// <summary>How a transaction reads everything as of its begin.</summary>
    protected abstract IsolationLevel IsolationOfReads { get; }

    /// <summary>A connection.</summary>
    protected abstract DbConnection Connect(JournalAccess access);

    /// <summary>The names of the journal's tables.</summary>
    protected abstract string TableNames { get; }

    /// <summary>A table as statements name it.</summary>
    protected abstract string Qualified(string table);

    /// <summary>Stores rows, one value for each of the columns.</summary>
    protected abstract void Store(DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows);

    /// <summary>A statement.</summary>
    protected static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private void Fill(DbConnection connection, string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows, Dictionary<string, Type> types)
    {
        var wanted = columns.Select(column => types.TryGetValue(column, out var type) ? type : throw Unknown($"column {column} of table {table}")).ToArray();
        Store(connection, table, columns, rows.Select(row =>
        {
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = As(wanted[column], row[column]);
            }

            return row;
        }));
    }

    private List<string> Names(DbConnection connection)
    {
        using var command = Command(connection, TableNames);
        using var rows = command.ExecuteReader();
        var names = new List<string>();
        while (rows.Read())
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    private Dictionary<string, Type> TypesOf(DbConnection connection, string table)
    {
        using var command = Command(connection, $"SELECT * FROM {Qualified(table)} LIMIT 0");
        using var rows = command.ExecuteReader();
        return Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetFieldType);
    }

    // A file has integers of one kind, and a server of several.
    private static object? As(Type type, object? value) => value switch
    {
        long number when type == typeof(int) => checked((int)number),
        long number when type == typeof(short) => checked((short)number),
        long number when type == typeof(bool) => number != 0,
        _ => value,
    };

    private static BackupRefusedException Unknown(string what) =>
        new($"The backup has {what}, which this version of ActorSync does not know. Use the version that made it, or a later one. Nothing was touched.");

    private T Do<T>(JournalAccess access, Func<DbConnection, T> work)
    {
        try
        {
            using var connection = Connect(access);
            connection.Open();
            return work(connection);
        }
        catch (Exception cause) when (cause is DbException or TimeoutException)
        {
            var told = cause is SqliteException or NpgsqlException ? JournalFault.Of(cause).Told : cause.Message;
            throw new JournalUnavailableException($"The journal cannot be {(access == JournalAccess.Read ? "read" : "written")}: {told}", cause);
        }
    }
}
