using ActorSync.Engine.Journal;
using Npgsql;

namespace ActorSync.Engine.Tests.Journal;

public sealed class PostgresFenceTests(PostgresServer server) : JournalFenceTests, IClassFixture<PostgresServer>
{
    private static int _stores;

    private protected override JournalStore NewStore() =>
        new JournalStore.Postgres(server.ConnectionString, JournalStore.SchemaOf($"fence-{Interlocked.Increment(ref _stores)}"));

    private protected override long Count(JournalStore store, string table) => (long)Ask($"SELECT count(*) FROM {Prefix(store)}{table}")!;

    private protected override void Execute(JournalStore store, string sql) => Ask(string.Format(null, sql, Prefix(store)));

    private static string Prefix(JournalStore store) => $"\"{((JournalStore.Postgres)store).Schema}\".";

    private object? Ask(string sql)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
