using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Persistence;
using Npgsql;

namespace ActorSync.Engine.Tests.Journal;

public sealed class PostgresJournalTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_there_after_a_restart_and_a_reader_changes_nothing()
    {
        var store = new JournalStore.Postgres(server.ConnectionString, JournalStore.SchemaOf("genesys-api.mypurecloud.de-Org 1"));
        var batches = TypicalPeople.Batches(20);
        var snapshot = new PartitionSnapshot([UserRecord.New(new("u-1"))]);
        Assert.False(JournalHosting.JournalExists(store));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => JournalSystem.StartAsync(store, JournalAccess.Read));
        Assert.Equal(0L, Ask($"SELECT count(*) FROM pg_namespace WHERE nspname = '{store.Schema}'"));

        await using (var first = await JournalSystem.StartAsync(store))
        {
            var keeper = first.Start("p-1");
            await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);
            await keeper.Ask<SaveSnapshotSuccess>(new BatchKeeper.TakeSnapshot(snapshot), Cancelled);
            await keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled);
        }

        Assert.True(JournalHosting.JournalExists(store));
        await using (var reader = await JournalSystem.StartAsync(store, JournalAccess.Read))
        {
            var keeper = reader.Start("p-1");
            var known = await keeper.Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);
            Assert.Equal(snapshot.Users, known.FromSnapshot);
            Assert.Equal(batches[1].Entries, known.Entries);
            var refusal = await Assert.ThrowsAnyAsync<Exception>(() => keeper.Ask<BatchKeeper.Stored>(batches[2], Cancelled));
            Assert.Contains("read-only", refusal.ToString(), StringComparison.Ordinal);
        }

        await using var second = await JournalSystem.StartAsync(store);
        var stored = await second.Start("p-1").Ask<BatchKeeper.Stored>(batches[2], Cancelled);
        Assert.Equal(3, stored.SequenceNr);
        Assert.Equal(3L, Ask($"SELECT count(*) FROM \"{store.Schema}\".journal"));
    }

    [Fact]
    public async Task Two_targets_in_one_database_do_not_meet()
    {
        var one = new JournalStore.Postgres(server.ConnectionString, JournalStore.SchemaOf("genesys-a"));
        var other = new JournalStore.Postgres(server.ConnectionString, JournalStore.SchemaOf("genesys-b"));
        await using var first = await JournalSystem.StartAsync(one);
        await first.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);

        await using var second = await JournalSystem.StartAsync(other);
        var known = await second.Start("p-1").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);

        Assert.Empty(known.Entries);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_told_without_its_password()
    {
        var store = new JournalStore.Postgres("Host=127.0.0.1;Port=1;Username=actorsync;Password=topsecret;Timeout=5", "actorsync");

        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(() => JournalSystem.StartAsync(store));

        Assert.DoesNotContain("topsecret", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", store.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_name_is_short_plain_and_different_for_different_folders()
    {
        var folders = (string[])["genesys-a", "genesys_a", "Genesys-a", new string('x', 200), new string('x', 199) + "y"];

        var schemas = folders.Select(JournalStore.SchemaOf).ToArray();

        Assert.Equal(folders.Length, schemas.Distinct().Count());
        Assert.All(schemas, schema => Assert.Matches("^[a-z][a-z0-9_]{0,62}$", schema));
    }

    private object? Ask(string sql)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
