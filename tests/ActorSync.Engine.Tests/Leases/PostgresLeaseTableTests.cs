using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Tests.Journal;
using NodaTime;
using Npgsql;

namespace ActorSync.Engine.Tests.Leases;

public sealed class PostgresLeaseTableTests(PostgresServer server) : LeaseTableTests, IClassFixture<PostgresServer>
{
    private static int _stores;

    [Fact]
    public void It_goes_by_the_servers_clock()
    {
        var store = (JournalStore.Postgres)NewStore();
        Take(store, Owner("run", "lock-1"));

        // As if the server's clock had moved on.
        Execute($"UPDATE \"{store.Schema}\".writer_lease SET expires_at = expires_at - 40000");
        var read = Table(store).Read()!;
        var taken = Assert.IsType<LeaseDecision.Take>(Take(store, Owner("resume", "lock-2"), read.Lease));

        Assert.False(read.Lease.HoldsAt(read.Now));
        Assert.Equal(read.Lease.ExpiresAt + Duration.FromSeconds(30), taken.SendsFrom);
    }

    [Fact]
    public async Task A_writer_that_stands_still_in_the_middle_of_a_transaction_keeps_nobody_from_taking_over()
    {
        var store = (JournalStore.Postgres)NewStore();
        Take(store, Owner("run", "lock-1"));
        var asWriter = new NpgsqlConnectionStringBuilder(PostgresJournal.ConnectionString(store, JournalAccess.Write, epoch: 1));
        var limit = $"idle_in_transaction_session_timeout={PostgresJournal.LongestStandstillMilliseconds}";
        Assert.Contains(limit, asWriter.Options, StringComparison.Ordinal);
        asWriter.Options = asWriter.Options!.Replace(limit, "idle_in_transaction_session_timeout=200", StringComparison.Ordinal); // So that the test is no longer than it must.
        await using var frozen = new NpgsqlConnection(asWriter.ToString());
        await frozen.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await frozen.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var writing = new NpgsqlCommand($"SELECT 1 FROM \"{store.Schema}\".writer_lease FOR KEY SHARE", frozen, transaction);
        await writing.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        Assert.Null(Table(store).TryRenew(1, Table(store).Read()!.Lease.Owner!)); // A renewal does not wait for it.
        var taken = Assert.IsType<LeaseDecision.Take>(Take(store, Owner("resume", "lock-1"))); // The server ends the session first.

        Assert.Equal(2, taken.Epoch);
        await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_server_that_cannot_be_reached_is_told_without_its_password()
    {
        var away = new JournalStore.Postgres("Host=127.0.0.1;Port=1;Username=actorsync;Password=topsecret;Timeout=5", "actorsync");

        var refusal = Assert.Throws<JournalUnavailableException>(() => Table(away).TryRenew(1, Owner("run", "lock-1")));

        Assert.DoesNotContain("topsecret", refusal.ToString(), StringComparison.Ordinal);
    }

    private protected override JournalStore NewStore() =>
        new JournalStore.Postgres(server.ConnectionString, JournalStore.SchemaOf($"lease-{Interlocked.Increment(ref _stores)}"));

    private protected override void DeleteRow(JournalStore store) => Execute($"DELETE FROM \"{((JournalStore.Postgres)store).Schema}\".writer_lease");

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
