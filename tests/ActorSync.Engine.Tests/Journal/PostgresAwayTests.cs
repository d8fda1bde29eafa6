using ActorSync.Engine.Journal;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>A real server that goes away, and connections that break in the middle of a commit.</summary>
public sealed class PostgresAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly PostgresServer _server = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_cannot_be_stored_waits_for_a_server_that_is_away_and_is_stored_once()
    {
        var batches = TypicalPeople.Batches(2);
        var store = new JournalStore.Postgres(_server.ConnectionString, "away");
        await using var system = await JournalSystem.StartAsync(store);
        var announcements = system.Announcements();
        IActorRef[] keepers = [.. Enumerable.Range(0, 5).Select(number => system.Start($"p-{number}"))];
        await Task.WhenAll(keepers.Select(keeper => keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled)));
        await _server.StopAtOnceAsync();

        var storing = Task.WhenAll(keepers.Select(keeper => keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled)));
        Assert.IsType<StoragePaused>(await announcements.ReceiveAsync(Long));
        await _server.StartAsync();

        Assert.All(await storing, stored => Assert.Equal(2, stored.SequenceNr));
        Assert.Equal(keepers.Length * 2L, Ask("SELECT count(*) FROM away.journal"));
    }

    [Fact]
    public async Task A_recovery_waits_for_a_server_that_is_away()
    {
        var store = new JournalStore.Postgres(_server.ConnectionString, "away");
        await using (var writer = await JournalSystem.StartAsync(store))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);
        }

        await using var system = await JournalSystem.StartAsync(store);
        await system.Start("p-2").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);
        await _server.StopAtOnceAsync();
        var reading = system.Start("p-1").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);
        await _server.StartAsync();

        Assert.NotEmpty((await reading).Entries);
    }

    [Fact]
    public async Task The_people_of_a_partition_are_known_once_a_server_that_was_away_is_back()
    {
        var store = new JournalStore.Postgres(_server.ConnectionString, "away");
        await using var system = await JournalSystem.StartAsync(store); // It makes the table.
        var people = JournalHosting.PeopleOf(store, JournalAccess.Write);
        await people.StoreAsync(3, [new PersonIdentity(1, new("u1"), null, null, null)]);
        await _server.StopAtOnceAsync();

        var loading = Task.Run(() => new PatientPeople(people, TimeProvider.System, Cancelled).Load(3), Cancelled);
        await _server.StartAsync();

        Assert.Equal(new("u1"), Assert.Single(await loading).User);
    }

    [Fact]
    public async Task What_cannot_be_stored_waits_until_a_server_that_is_a_standby_takes_it_in()
    {
        var batches = TypicalPeople.Batches(2);
        await using var system = await JournalSystem.StartAsync(new JournalStore.Postgres(_server.ConnectionString, "standby"));
        var announcements = system.Announcements();
        var keeper = system.Start("p-1");
        await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);
        await TakeNothingInAsync(true);

        var storing = keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled);
        Assert.Contains("read-only", Assert.IsType<StoragePaused>(await announcements.ReceiveAsync(Long)).Reason, StringComparison.Ordinal);
        await TakeNothingInAsync(false);

        Assert.Equal(2, (await storing).SequenceNr);
    }

    [Fact]
    public async Task A_transaction_in_which_this_process_stood_still_is_tried_again()
    {
        await using var connection = new NpgsqlConnection($"{_server.ConnectionString};Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand("SET idle_in_transaction_session_timeout = 1; BEGIN", connection);
        await command.ExecuteNonQueryAsync(Cancelled);
        while (!Equals(0L, Ask("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")))
        {
            await Task.Yield();
        }

        command.CommandText = "SELECT 1";
        var fault = JournalFault.Of(await Assert.ThrowsAnyAsync<NpgsqlException>(() => command.ExecuteScalarAsync(Cancelled)));

        Assert.True(fault.MayPass, fault.Reason);
    }

    [Fact]
    public async Task A_start_waits_for_a_server_that_is_away_and_not_for_a_database_that_there_is_none_of()
    {
        await _server.StopAtOnceAsync();
        var opening = JournalOpening.OpenAsync(new JournalStore.Postgres(_server.ConnectionString, "away"), JournalAccess.Write, TimeProvider.System, NullLogger.Instance, Cancelled);
        await _server.StartAsync();
        Assert.True(await opening);

        var nowhere = new JournalStore.Postgres(_server.ConnectionString.Replace("Database=postgres", "Database=none", StringComparison.Ordinal), "away");
        var refusal = await Assert.ThrowsAsync<JournalUnavailableException>(() => JournalOpening.OpenAsync(nowhere, JournalAccess.Read, TimeProvider.System, NullLogger.Instance, Cancelled));
        Assert.False(refusal.MayPass);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_commit_whose_connection_broke_is_stored_exactly_once(bool reachesServer)
    {
        var batches = TypicalPeople.Batches(3);
        await using var proxy = new LosingProxy(_server.Port);
        var store = new JournalStore.Postgres($"Host=127.0.0.1;Port={proxy.Port};Username=postgres;Database=postgres;SSL Mode=Disable", "broken");
        await using (var system = await JournalSystem.StartAsync(store))
        {
            var keeper = system.Start("p-1");
            await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);

            proxy.LoseNextCommit(reachesServer);
            Assert.Equal(2, (await keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled)).SequenceNr);
            Assert.Equal(3, (await keeper.Ask<BatchKeeper.Stored>(batches[2], Cancelled)).SequenceNr);
            Assert.Equal(1, proxy.Lost);
        }

        Assert.Equal(3L, Ask("SELECT count(*) FROM broken.journal"));
        await using var restarted = await JournalSystem.StartAsync(store);
        Assert.Equal(batches.Take(3).SelectMany(batch => batch.Entries), (await restarted.Start("p-1").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled)).Entries);
    }

    /// <summary>Has the server take nothing in, as a standby does, or take everything in again.</summary>
    private async Task TakeNothingInAsync(bool isStandby)
    {
        var setting = isStandby ? "on" : "off";
        Ask($"ALTER SYSTEM SET default_transaction_read_only = {setting}");
        Ask("SELECT pg_reload_conf()");
        while (!Equals(setting, Ask("SHOW default_transaction_read_only")))
        {
            await Task.Yield();
        }

        NpgsqlConnection.ClearAllPools(); // Only a new session knows it for certain.
    }

    private object? Ask(string sql)
    {
        using var connection = new NpgsqlConnection($"{_server.ConnectionString};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
