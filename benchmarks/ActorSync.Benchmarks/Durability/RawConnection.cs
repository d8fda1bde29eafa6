using System.Data.Common;
using ActorSync.Engine.Journal;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorSync.Benchmarks.Durability;

/// <summary>A plain connection to a journal's database, as durable as the journal's own.</summary>
internal static class RawConnection
{
    /// <summary>Opens it.</summary>
    public static DbConnection Open(JournalStore store)
    {
        DbConnection connection = store switch
        {
            JournalStore.Sqlite sqlite => new SqliteConnection($"Data Source={sqlite.File}"),
            JournalStore.Postgres postgres => new NpgsqlConnection(postgres.ConnectionString),
            _ => throw new HarnessException("Unknown journal."),
        };
        connection.Open();
        if (store is JournalStore.Sqlite)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout=5000; PRAGMA synchronous=FULL;";
            command.ExecuteNonQuery();
        }

        return connection;
    }
}
