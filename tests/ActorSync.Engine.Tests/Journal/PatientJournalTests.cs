using ActorSync.Engine.Journal;
using Akka.Actor;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>A journal whose file another connection holds, or that is gone: real files and real faults.</summary>
public sealed class PatientJournalTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();

    private JournalStore.Sqlite Store => new(_folder.File("journal.db"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_cannot_be_stored_waits_for_another_process_s_lock_and_is_stored_once()
    {
        var batches = TypicalPeople.Batches(2);
        await using var system = await JournalSystem.StartAsync(Store);
        var announcements = system.Announcements();
        IActorRef[] keepers = [.. Enumerable.Range(0, 5).Select(number => system.Start($"p-{number}"))];
        await Task.WhenAll(keepers.Select(keeper => keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled)));

        Task<BatchKeeper.Stored[]> storing;
        StoragePaused paused;
        using (Lock())
        {
            storing = Task.WhenAll(keepers.Select(keeper => keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled)));
            paused = (StoragePaused)await announcements.ReceiveAsync(Long);
            Assert.False(storing.IsCompleted);
        }

        Assert.All(await storing, stored => Assert.Equal(2, stored.SequenceNr));
        Assert.Equal("another process holds the journal locked", paused.Reason);
        Assert.Equal(paused.Since, ((StorageResumed)await announcements.ReceiveAsync(Long)).Since);
        Assert.Equal(keepers.Length * 2L, Ask("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task What_waits_longer_than_the_limit_fails_and_so_does_all_that_follows()
    {
        var batches = TypicalPeople.Batches(3);
        await using var system = await JournalSystem.StartAsync(Store, settings: $"akka.persistence.journal.sql.{PatientJournal.WriteLimit} = 0s");
        var keeper = system.Start("p-1");
        var other = system.Start("p-2");
        await Task.WhenAll(keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled), other.Ask<BatchKeeper.Stored>(batches[0], Cancelled));

        using (Lock())
        {
            var givenUp = await Assert.ThrowsAsync<StorageGivenUpException>(() => keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled));
            Assert.False(givenUp.IsOfStop);
        }

        await Assert.ThrowsAsync<StorageGivenUpException>(() => other.Ask<BatchKeeper.Stored>(batches[1], Cancelled));
        Assert.Equal(2L, Ask("SELECT count(*) FROM journal"));
    }

    [Fact]
    public async Task What_waits_when_the_process_is_to_end_fails_soon()
    {
        var batches = TypicalPeople.Batches(2);
        await using var system = await JournalSystem.StartAsync(Store);
        var announcements = system.Announcements();
        var keeper = system.Start("p-1");
        await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);

        using (Lock())
        {
            var storing = keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled);
            await announcements.ReceiveAsync(Long);
            system.Actors.EventStream.Publish(StopWaitingForStorage.Instance);

            Assert.True((await Assert.ThrowsAsync<StorageGivenUpException>(() => storing)).IsOfStop);
        }
    }

    [Fact]
    public async Task Rows_of_another_process_are_never_taken_for_this_one_s()
    {
        var batches = TypicalPeople.Batches(2);
        await using var system = await JournalSystem.StartAsync(Store);
        var announcements = system.Announcements();
        var keeper = system.Start("p-1");
        await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);

        Task<BatchKeeper.Stored> storing;
        using (var other = Lock())
        {
            storing = keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled); // The same bytes as stand in the row that the other process makes.
            await announcements.ReceiveAsync(Long);
            Execute(other, "CREATE TEMP TABLE copied AS SELECT * FROM journal; UPDATE copied SET sequence_number = 2, ordering = 2; INSERT INTO journal SELECT * FROM copied; COMMIT");
        }

        var failure = await Assert.ThrowsAsync<JournalUnavailableException>(() => storing);
        Assert.Contains("Another process has written to the journal", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2L, Ask("SELECT count(*) FROM journal"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_was_deleted_or_replaced_under_the_process_takes_nothing_more_in(bool isReplaced)
    {
        var batches = TypicalPeople.Batches(2);
        await using var system = await JournalSystem.StartAsync(Store);
        var keeper = system.Start("p-1");
        await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);

        File.Copy(Store.File, _folder.File("copy"));
        File.Delete(Store.File);
        if (isReplaced)
        {
            File.Move(_folder.File("copy"), Store.File);
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled));
        Assert.Contains($"The journal {Store.File} was deleted, moved or replaced while it was in use.", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_side_file_with_a_torn_end_loses_what_is_torn_and_nothing_before_it()
    {
        var batches = TypicalPeople.Batches(3);
        using var crashed = new TemporaryFolder();
        await using (var system = await JournalSystem.StartAsync(Store))
        {
            var keeper = system.Start("p-1");
            foreach (var batch in batches.Take(3))
            {
                await keeper.Ask<BatchKeeper.Stored>(batch, Cancelled);
            }

            // As a kill leaves them: the side file holds what the file does not have yet.
            foreach (var file in (string[])["journal.db", "journal.db-wal"])
            {
                File.Copy(_folder.File(file), crashed.File(file));
            }
        }

        await using (var side = new FileStream(crashed.File("journal.db-wal"), FileMode.Open))
        {
            side.SetLength(side.Length - 100);
        }

        await using var restarted = await JournalSystem.StartAsync(new JournalStore.Sqlite(crashed.File("journal.db")));
        var known = await restarted.Start("p-1").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);

        Assert.Equal([.. batches[0].Entries, .. batches[1].Entries], known.Entries);
    }

    [Fact]
    public async Task A_reader_waits_for_a_lock_too()
    {
        await using (var writer = await JournalSystem.StartAsync(Store))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);
        }

        SqliteConnection.ClearAllPools();
        await using var reader = await JournalSystem.StartAsync(Store, JournalAccess.Read);
        Task<BatchKeeper.Known> reading;
        using (var other = Open())
        {
            Execute(other, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT"); // Beside it nobody reads either.
            reading = reader.Start("p-1").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);
        }

        Assert.NotEmpty((await reading).Entries);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    /// <summary>Another process's lock, until it is disposed of.</summary>
    private SqliteConnection Lock()
    {
        var connection = Open();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
