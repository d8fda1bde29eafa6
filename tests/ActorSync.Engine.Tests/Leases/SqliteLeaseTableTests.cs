using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Tests.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Engine.Tests.Leases;

public sealed class SqliteLeaseTableTests : LeaseTableTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private int _stores;

    [Fact]
    public void Asking_who_writes_makes_no_journal()
    {
        var store = (JournalStore.Sqlite)NewStore();

        Assert.Null(Table(store).Read());

        Assert.False(File.Exists(store.File));
    }

    [Fact]
    public void One_that_has_run_out_is_taken_and_its_end_is_remembered()
    {
        var store = NewStore();
        var first = Owner("run", "lock-1");
        Take(store, first);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(Table(store).TryRenew(1, first));

        _time.Advance(TimeSpan.FromSeconds(31));
        var watched = Assert.IsType<LeaseDecision.RunOut>(Take(store, Owner("resume", "lock-2"))).Lease;
        var taken = Assert.IsType<LeaseDecision.Take>(Take(store, Owner("resume", "lock-2"), watched));

        Assert.Equal(2, taken.Epoch);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 1, 20, TimeSpan.Zero), taken.SendsFrom!.Value.ToDateTimeOffset());
    }

    [Fact]
    public void A_process_that_keeps_the_file_locked_in_a_write_is_told_from_a_journal_that_cannot_be_used()
    {
        var store = (JournalStore.Sqlite)NewStore();
        var first = Owner("run", "lock-1");
        Take(store, first);
        using var writer = new SqliteConnection($"Data Source={store.File};Pooling=false");
        writer.Open();
        using var writing = writer.BeginTransaction(deferred: false);

        Assert.Throws<JournalLockedException>(() => Table(store).TryRenew(1, first));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private protected override JournalStore NewStore() => new JournalStore.Sqlite(_folder.File($"journal-{++_stores}.db"));

    private protected override void DeleteRow(JournalStore store)
    {
        using var connection = new SqliteConnection($"Data Source={((JournalStore.Sqlite)store).File};Pooling=false");
        connection.Open();
        using var command = new SqliteCommand("DELETE FROM writer_lease", connection);
        command.ExecuteNonQuery();
    }

    private protected override LeaseTable Table(JournalStore store) => LeaseTable.Of(store, _time, Term);
}
