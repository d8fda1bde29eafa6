using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using Npgsql;

namespace ActorSync.Engine.Backup;

/// <summary>A journal on a PostgreSQL server on its way into its place: a schema, built under another name and renamed together with the one that is there.</summary>
/// <param name="store">Its place.</param>
/// <param name="epoch">That of the lease: one that was frozen and has lost it neither fills nor drops what the next one builds.</param>
internal sealed class RestoredPostgresJournal(JournalStore.Postgres store, long epoch) : RestoredJournal
{
    // A name of the server has at most 63 bytes, which that of the schema may use up; its last sixteen tell the target.
    private const int HashLength = 16;

    private const string RestoringMark = "actorsync_restoring_";
    private const string ReplacedMark = "actorsync_replaced_";

    private readonly JournalStore.Postgres _staged = store with { Schema = string.Create(CultureInfo.InvariantCulture, $"{RestoringMark}{epoch}_{HashOf(store)}") };

    /// <inheritdoc/>
    public override JournalStore Staged => _staged;

    /// <summary>The schemas that restores of a target have put aside or left half built, in order.</summary>
    /// <exception cref="JournalUnavailableException">The server cannot be asked.</exception>
    public static IReadOnlyList<string> FindAside(JournalStore.Postgres store) =>
        [.. PostgresJournal.SchemasLike(store, $"{ReplacedMark}%_{HashOf(store)}"), .. PostgresJournal.SchemasLike(store, $"{RestoringMark}%{HashOf(store)}")];

    /// <inheritdoc/>
    public override void PutAside(string folder)
    {
        // It stays on its server.
    }

    /// <inheritdoc/>
    public override string? AsideAt(DateTimeOffset now) => PostgresJournal.Exists(store)
        ? $"{ReplacedMark}{now.UtcDateTime.ToString("yyyyMMdd't'HHmmssfff", CultureInfo.InvariantCulture)}_{HashOf(store)}"
        : null;

    /// <inheritdoc/>
    public override ImmutableArray<string> PutIn(LeaseHolder? lease, string? aside, DateTimeOffset now) => Do(connection =>
    {
        using var transaction = connection.BeginTransaction();
        RefuseIfLost(connection, lease!);
        var kept = PutAside(connection, aside, now);
        Execute(connection, $"ALTER SCHEMA {PostgresJournal.Quoted(_staged.Schema)} RENAME TO {PostgresJournal.Quoted(store.Schema)}");
        JournalFence.PutUp(connection, store.Schema); // It names its schema, so that it cannot be built with the rest.
        transaction.Commit();
        return kept;
    });

    /// <inheritdoc/>
    public override void Discard() => Do(connection => Drop(connection, _staged.Schema));

    /// <inheritdoc/>
    protected override void DiscardEarlier() => Do(connection =>
    {
        foreach (var schema in StagedUpToNow(connection))
        {
            Drop(connection, schema);
        }

        return true;
    });

    // Those of a later epoch are of a process that has taken the lease meanwhile.
    private List<string> StagedUpToNow(NpgsqlConnection connection)
    {
        var ending = $"_{HashOf(store)}";
        using var command = new NpgsqlCommand("SELECT nspname::text FROM pg_namespace WHERE nspname::text LIKE @pattern", connection);
        command.Parameters.AddWithValue("pattern", $"{RestoringMark}%{ending}".Replace("_", "\\_", StringComparison.Ordinal));
        using var rows = command.ExecuteReader();
        var schemas = new List<string>();
        while (rows.Read())
        {
            var name = rows.GetString(0);
            if (long.TryParse(name.AsSpan()[RestoringMark.Length..^ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var of) && of <= epoch)
            {
                schemas.Add(name);
            }
        }

        return schemas;
    }

    private static int Drop(NpgsqlConnection connection, string schema) => Execute(connection, $"DROP SCHEMA IF EXISTS {PostgresJournal.Quoted(schema)} CASCADE");

    private static string HashOf(JournalStore.Postgres store) => store.Schema[^HashLength..];

    // Whoever takes the lease now waits for the end of this transaction, and finds the epoch of the restored journal.
    private void RefuseIfLost(NpgsqlConnection connection, LeaseHolder lease)
    {
        using var command = new NpgsqlCommand($"SELECT 1 FROM {PostgresJournal.Quoted(store.Schema)}.{LeaseTable.Name} WHERE epoch = @epoch AND owner_id = @owner FOR UPDATE", connection);
        command.Parameters.AddWithValue("epoch", lease.Epoch);
        command.Parameters.AddWithValue("owner", lease.Owner.Id);
        if (command.ExecuteScalar() is null)
        {
            throw new EngineStartException(ExitCode.Conflict, StateRestore.LostLease);
        }
    }

    private ImmutableArray<string> PutAside(NpgsqlConnection connection, string? noted, DateTimeOffset now)
    {
        var schema = PostgresJournal.Quoted(store.Schema);
        if (!PostgresJournal.Exists(store))
        {
            // Nothing but the lease that was taken for the restore; the server refuses to drop a schema that holds more.
            Execute(connection, $"DROP TABLE {schema}.{LeaseTable.Name}; DROP SCHEMA {schema}");
            return [];
        }

        // A restore may have died after it had renamed both. What is in its place came from a backup, and another host may have written to it since: it is kept as well.
        var isRepeated = noted is not null && PostgresJournal.Exists(store with { Schema = noted });
        var aside = isRepeated ? AsideAt(now)! : noted ?? AsideAt(now)!;
        Execute(connection, $"ALTER SCHEMA {schema} RENAME TO {PostgresJournal.Quoted(aside)}");
        return isRepeated ? [noted!, aside] : [aside];
    }

    private static int Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    }

    private T Do<T>(Func<NpgsqlConnection, T> work)
    {
        try
        {
            using var connection = new NpgsqlConnection(PostgresJournal.ConnectionString(store, JournalAccess.Write, epoch: null));
            connection.Open();
            return work(connection);
        }
        catch (Exception cause) when (cause is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            throw new JournalUnavailableException($"The PostgreSQL journal (schema {store.Schema}) cannot be replaced: {ReasonText.Sentence(cause.Message)}", cause);
        }
    }
}
