using System.Globalization;
using LinqToDB;
using Npgsql;

namespace ActorSync.Engine.Journal;

/// <summary>The journal on a PostgreSQL server: how its schema is made, reached and found.</summary>
internal static class PostgresJournal
{
    /// <summary>
    /// How long the server lets a writer stand still in the middle of a transaction before it ends that: one that is frozen there would else keep its rows
    /// locked, and with them the lease.
    /// </summary>
    public const int LongestStandstillMilliseconds = 10_000;

    /// <summary>How linq2db reaches the server, for a writer of this epoch.</summary>
    public static DataOptions Options(JournalStore.Postgres store, JournalAccess access, long? epoch) =>
        new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, ConnectionString(store, access, epoch));

    /// <summary>Makes the schema where it is missing.</summary>
    public static void Prepare(JournalStore.Postgres store)
    {
        // Asked first, because "create if missing" wants the right to create even where nothing is missing.
        if (Ask(store, "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = @schema)") is not true)
        {
            Create(store);
        }
    }

    // The server names the second of two that make it in the same moment as one too many, and by then it is there.
    private static void Create(JournalStore.Postgres store)
    {
        try
        {
            Ask(store, $"CREATE SCHEMA IF NOT EXISTS {Quoted(store.Schema)}");
        }
        catch (JournalUnavailableException raced) when (raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateSchema })
        {
            return;
        }
    }

    /// <summary>Whether somebody has written a journal there; creates nothing.</summary>
    public static bool Exists(JournalStore.Postgres store) => HasTable(store, "journal") && HasTable(store, "snapshot");

    /// <summary>Whether the schema has a table.</summary>
    public static bool HasTable(JournalStore.Postgres store, string table) =>
        Ask(store, $"SELECT count(*) FROM pg_tables WHERE schemaname = @schema AND tablename = '{table}'") is 1L;

    /// <summary>The schemas of the server's database whose names are like a pattern, in order.</summary>
    public static IReadOnlyList<string> SchemasLike(JournalStore.Postgres store, string pattern) =>
        (Ask(store with { Schema = pattern }, "SELECT string_agg(nspname::text, ' ' ORDER BY nspname) FROM pg_namespace WHERE nspname LIKE @schema") as string)?.Split(' ') ?? [];

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

    /// <summary>A name as statements have it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>How the server is reached.</summary>
    /// <param name="store">The store.</param>
    /// <param name="access">What is to be done there.</param>
    /// <param name="epoch">The writer's epoch, which the journal's fence asks each connection for; null for one that has none.</param>
    public static string ConnectionString(JournalStore.Postgres store, JournalAccess access, long? epoch)
    {
        var builder = new NpgsqlConnectionStringBuilder(store.ConnectionString);
        var own = access == JournalAccess.Read
            ? "-c default_transaction_read_only=on"
            : string.Create(CultureInfo.InvariantCulture, $"-c idle_in_transaction_session_timeout={LongestStandstillMilliseconds}")
                + (epoch is { } number ? string.Create(CultureInfo.InvariantCulture, $" -c {JournalFence.EpochSetting}={number}") : string.Empty);
        builder.Options = $"{builder.Options} {own}".Trim();
        return builder.ToString();
    }
}
