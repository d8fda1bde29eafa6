using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorSync.Engine.Journal;

/// <summary>Has the journal itself refuse what a process wants to store whose lease another one has taken, in the very transaction that would store it.</summary>
/// <remarks>
/// Each of the journal's tables gets triggers that compare the epoch of the lease with that of the writing connection. They stay in the journal: a
/// connection without an epoch, as of a tool or of a version that knows of no lease, cannot write either.
/// </remarks>
internal static class JournalFence
{
    /// <summary>The function that says a SQLite connection's epoch.</summary>
    public const string EpochFunction = "actorsync_epoch";

    /// <summary>The setting that says a PostgreSQL connection's epoch.</summary>
    public const string EpochSetting = "actorsync.epoch";

    /// <summary>The name of the triggers; a changed fence gets another one.</summary>
    private const string Trigger = "writer_fence_1";

    private const string Refusal = "the journal refuses it: another process writes to this target by now";

    /// <summary>Puts up the fence around each of the journal's tables that has none yet.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be reached.</exception>
    public static void PutUp(JournalStore store)
    {
        try
        {
            switch (store)
            {
                case JournalStore.Sqlite sqlite:
                    PutUp(sqlite);
                    break;
                case JournalStore.Postgres postgres:
                    PutUp(postgres);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown journal store {store?.GetType().Name}.");
            }
        }
        catch (Exception cause) when (cause is SqliteException or NpgsqlException or TimeoutException)
        {
            throw new JournalUnavailableException($"The journal cannot be fenced off against a second writer: {cause.Message}", cause);
        }
    }

    private static void PutUp(JournalStore.Sqlite store)
    {
        using var connection = new SqliteConnection(SqliteJournal.ConnectionString(store, JournalAccess.Write)) { DefaultTimeout = SqliteConnections.BusyMilliseconds / 1_000 };
        connection.Open();
        var tables = Names(connection.CreateCommand(), $"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '{Leases.LeaseTable.Name}'");
        var fenced = Names(connection.CreateCommand(), $"SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '{Trigger}%'").ToHashSet();
        foreach (var table in tables.Where(table => !fenced.Contains(table)))
        {
            using var command = connection.CreateCommand();
            command.CommandText = string.Concat(((string[])["INSERT", "UPDATE", "DELETE"]).Select(change =>
                $"""
                CREATE TRIGGER IF NOT EXISTS "{Trigger}_{table}_{change}" BEFORE {change} ON "{table}"
                WHEN (SELECT epoch FROM {Leases.LeaseTable.Name}) IS NOT {EpochFunction}()
                BEGIN SELECT RAISE(ABORT, '{Refusal}'); END;

                """));
            command.ExecuteNonQuery();
        }
    }

    private static void PutUp(JournalStore.Postgres store)
    {
        using var connection = new NpgsqlConnection(PostgresJournal.ConnectionString(store, JournalAccess.Write, epoch: null));
        connection.Open();
        PutUp(connection, store.Schema);
    }

    /// <summary>Puts up the fence in a schema, as part of the connection's transaction where it has one.</summary>
    public static void PutUp(NpgsqlConnection connection, string schemaName)
    {
        var schema = PostgresJournal.Quoted(schemaName);
        using var unfenced = new NpgsqlCommand(
            """
            SELECT tablename FROM pg_tables WHERE schemaname = @schema AND tablename <> @lease AND NOT EXISTS (
                SELECT 1 FROM pg_trigger WHERE tgname = @trigger AND tgrelid = format('%I.%I', schemaname, tablename)::regclass)
            """,
            connection);
        unfenced.Parameters.AddWithValue("schema", schemaName);
        unfenced.Parameters.AddWithValue("lease", Leases.LeaseTable.Name);
        unfenced.Parameters.AddWithValue("trigger", Trigger);
        var tables = Names(unfenced);
        if (tables.Count == 0)
        {
            return;
        }

        // A lock on the row's key: it lets renewals pass, and has whoever takes the lease wait for the end of this transaction.
        using var command = new NpgsqlCommand(
            $"""
            CREATE OR REPLACE FUNCTION {schema}.{Trigger}() RETURNS trigger LANGUAGE plpgsql AS $fence$
            BEGIN
                PERFORM 1 FROM {schema}.{Leases.LeaseTable.Name} WHERE epoch = nullif(current_setting('{EpochSetting}', true), '')::bigint FOR KEY SHARE;
                IF NOT FOUND THEN
                    RAISE EXCEPTION '{Refusal}';
                END IF;
                RETURN NULL;
            END $fence$;
            {string.Concat(tables.Select(table =>
                $"CREATE TRIGGER {Trigger} BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {schema}.{PostgresJournal.Quoted(table)} FOR EACH STATEMENT EXECUTE FUNCTION {schema}.{Trigger}();\n"))}
            """,
            connection);
        command.ExecuteNonQuery();
    }

    private static List<string> Names(System.Data.Common.DbCommand command, string? sql = null)
    {
        using (command)
        {
            command.CommandText = sql ?? command.CommandText;
            using var rows = command.ExecuteReader();
            var names = new List<string>();
            while (rows.Read())
            {
                names.Add(rows.GetString(0));
            }

            return names;
        }
    }
}
