using LinqToDB;
using Npgsql;

namespace ActorSync.Engine.Journal;

/// <summary>The journal on a PostgreSQL server: how its schema is made, reached and found.</summary>
internal static class PostgresJournal
{
    /// <summary>How linq2db reaches the server.</summary>
    public static DataOptions Options(JournalStore.Postgres store, JournalAccess access) =>
        new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, ConnectionString(store, access));

    /// <summary>Makes the schema where it is missing.</summary>
    public static void Prepare(JournalStore.Postgres store)
    {
        // Asked first, because "create if missing" wants the right to create even where nothing is missing.
        if (Ask(store, "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = @schema)") is not true)
        {
            Ask(store, $"CREATE SCHEMA IF NOT EXISTS {Quoted(store.Schema)}");
        }
    }

    /// <summary>Whether somebody has written a journal there; creates nothing.</summary>
    public static bool Exists(JournalStore.Postgres store) => HasTable(store, "journal") && HasTable(store, "snapshot");

    /// <summary>Whether the schema has a table.</summary>
    public static bool HasTable(JournalStore.Postgres store, string table) =>
        Ask(store, $"SELECT count(*) FROM pg_tables WHERE schemaname = @schema AND tablename = '{table}'") is 1L;

    private static object? Ask(JournalStore.Postgres store, string sql)
    {
        try
        {
            using var connection = new NpgsqlConnection(store.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddWithValue("schema", store.Schema);
            return command.ExecuteScalar();
        }
        catch (Exception cause) when (cause is NpgsqlException or ArgumentException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new JournalUnavailableException($"The PostgreSQL journal (schema {store.Schema}) cannot be used: {cause.Message}", cause);
        }
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string ConnectionString(JournalStore.Postgres store, JournalAccess access)
    {
        var builder = new NpgsqlConnectionStringBuilder(store.ConnectionString);
        if (access == JournalAccess.Read)
        {
            builder.Options = $"{builder.Options} -c default_transaction_read_only=on".Trim();
        }

        return builder.ToString();
    }
}
