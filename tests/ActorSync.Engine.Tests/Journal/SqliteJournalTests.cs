using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Persistence;
using LinqToDB.Data;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private JournalStore.Sqlite Store => new(_folder.File("journal.db"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_there_again_after_a_restart()
    {
        var batches = TypicalPeople.Batches(20);
        await using (var first = await JournalSystem.StartAsync(Store))
        {
            var keeper = first.Start("p-1");
            foreach (var batch in batches)
            {
                await keeper.Ask<BatchKeeper.Stored>(batch, Cancelled);
            }
        }

        await using var second = await JournalSystem.StartAsync(Store);
        var known = await KnownBy(second, "p-1");

        Assert.Equal(batches.SelectMany(batch => batch.Entries), known.Entries);
        Assert.Equal(5, known.SequenceNr);
    }

    [Fact]
    public void No_connection_is_lent_to_two_who_open_at_once()
    {
        const int Waves = 2_000; // The client's version 10.0.12 did it in one of a hundred on two cores: https://github.com/dotnet/efcore/issues/39008
        SqliteJournal.Prepare(Store);
        using var together = new Barrier(16);
        var connections = new SqliteConnection?[together.ParticipantCount];
        var failures = new ConcurrentQueue<Exception>();
        var lentTwice = 0;
        var threads = connections.Select((_, index) => new Thread(() =>
        {
            for (var wave = 0; wave < Waves; wave++)
            {
                together.SignalAndWait();
                try
                {
                    connections[index] = (SqliteConnection)new DataConnection(SqliteJournal.Options(Store, JournalAccess.Write)).OpenDbConnection();
                }
                catch (SqliteException failure)
                {
                    connections[index] = null;
                    failures.Enqueue(failure);
                }

                together.SignalAndWait();
                if (index == 0)
                {
                    var open = connections.OfType<SqliteConnection>().ToList();
                    lentTwice += open.DistinctBy(connection => connection.Handle!.DangerousGetHandle()).Count() < open.Count ? 1 : 0;
                }

                together.SignalAndWait();
                connections[index]?.Dispose();
                together.SignalAndWait();
                if (index == 0 && connections[0] is { } any)
                {
                    SqliteConnection.ClearPool(any); // It was the new ones that were lent twice.
                }
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Empty(failures);
        Assert.Equal(0, lentTwice);
    }

    [Fact]
    public async Task Recovery_goes_on_from_a_snapshot_and_again_after_another_restart()
    {
        var batches = TypicalPeople.Batches(3);
        var snapshot = new PartitionSnapshot([UserRecord.New(new("u-1")), UserRecord.New(new("u-2"))]);
        await using (var first = await JournalSystem.StartAsync(Store))
        {
            var keeper = first.Start("p-1");
            await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);
            await keeper.Ask<SaveSnapshotSuccess>(new BatchKeeper.TakeSnapshot(snapshot), Cancelled);
            await keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled);
        }

        await using (var second = await JournalSystem.StartAsync(Store))
        {
            var keeper = second.Start("p-1");
            var known = await keeper.Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);
            Assert.Equal(snapshot.Users, known.FromSnapshot);
            Assert.Equal(batches[1].Entries, known.Entries);
            await keeper.Ask<BatchKeeper.Stored>(batches[2], Cancelled);
        }

        await using var third = await JournalSystem.StartAsync(Store);
        var last = await KnownBy(third, "p-1");
        Assert.Equal(snapshot.Users, last.FromSnapshot);
        Assert.Equal([.. batches[1].Entries, .. batches[2].Entries], last.Entries);
        Assert.Equal(3, last.SequenceNr);
    }

    [Fact]
    public async Task Deleting_old_rows_loses_no_later_one()
    {
        var batches = TypicalPeople.Batches(2);
        await using (var first = await JournalSystem.StartAsync(Store))
        {
            var keeper = first.Start("p-1");
            await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);
            await keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled);
            await keeper.Ask<DeleteMessagesSuccess>(new BatchKeeper.DeleteBefore(2), Cancelled);
        }

        await using (var second = await JournalSystem.StartAsync(Store))
        {
            var stored = await second.Start("p-1").Ask<BatchKeeper.Stored>(batches[2], Cancelled);
            Assert.Equal(3, stored.SequenceNr);
        }

        await using var third = await JournalSystem.StartAsync(Store);
        var known = await KnownBy(third, "p-1");
        Assert.Equal(batches[2].Entries, known.Entries);
        Assert.Equal(3, known.SequenceNr);
    }

    [Fact]
    public async Task Rows_of_many_actors_share_commits_under_load()
    {
        const int actors = 64;
        const int rowsEach = 40;
        var opened = 0L;
        using var listener = CountOpened(count => Interlocked.Add(ref opened, count));
        await using var system = await JournalSystem.StartAsync(Store);
        var keepers = Enumerable.Range(0, actors).Select(index => system.Start($"p-{index}")).ToArray();
        await Task.WhenAll(keepers.Select(keeper => keeper.Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled)));
        var batch = TypicalPeople.Batches(1)[4];
        Interlocked.Exchange(ref opened, 0);

        // Each actor has one write in flight, as a partition has.
        await Task.WhenAll(keepers.Select(async keeper =>
        {
            for (var row = 0; row < rowsEach; row++)
            {
                await keeper.Ask<BatchKeeper.Stored>(batch, Cancelled);
            }
        }));

        TestContext.Current.TestOutputHelper?.WriteLine($"{opened} connections opened for {actors * rowsEach} rows");
        Assert.InRange(Interlocked.Read(ref opened), 1, actors * rowsEach / 4);
    }

    [Fact]
    public async Task A_reader_recovers_beside_a_writer_and_changes_nothing()
    {
        var batches = TypicalPeople.Batches(5);
        await using var writer = await JournalSystem.StartAsync(Store);
        var keeper = writer.Start("p-1");
        await keeper.Ask<BatchKeeper.Stored>(batches[0], Cancelled);
        await keeper.Ask<SaveSnapshotSuccess>(new BatchKeeper.TakeSnapshot(new([])), Cancelled);
        await keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled);
        var before = Content("journal.db", "journal.db-wal");

        await using (var reader = await JournalSystem.StartAsync(Store, JournalAccess.Read))
        {
            Assert.Equal(batches[1].Entries, (await KnownBy(reader, "p-1")).Entries);
        }

        Assert.Equal(before, Content("journal.db", "journal.db-wal"));
        Assert.Equal(3, (await keeper.Ask<BatchKeeper.Stored>(batches[2], Cancelled)).SequenceNr);
        await using var later = await JournalSystem.StartAsync(Store, JournalAccess.Read);
        Assert.Equal([.. batches[1].Entries, .. batches[2].Entries], (await KnownBy(later, "p-1")).Entries);
    }

    [Fact]
    public async Task A_reader_of_a_journal_at_rest_leaves_every_file_as_it_was()
    {
        await using (var writer = await JournalSystem.StartAsync(Store))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(5)[0], Cancelled);
        }

        SqliteConnection.ClearAllPools();
        var before = Content("journal.db");

        await using (var reader = await JournalSystem.StartAsync(Store, JournalAccess.Read))
        {
            Assert.Equal(5, (await KnownBy(reader, "p-1")).Entries.Length);
        }

        SqliteConnection.ClearAllPools();
        Assert.Equal(before, Content("journal.db"));
        Assert.All(Directory.GetFiles(_folder.FullPath, "journal.db-wal"), file => Assert.Equal(0, new FileInfo(file).Length));
    }

    [Fact]
    public async Task A_reader_that_is_told_to_store_is_refused()
    {
        await using (var writer = await JournalSystem.StartAsync(Store))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);
        }

        await using var reader = await JournalSystem.StartAsync(Store, JournalAccess.Read);
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => reader.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[1], Cancelled));

        Assert.Contains("readonly", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_reader_makes_no_journal()
    {
        Assert.False(JournalHosting.JournalExists(Store));
        await Assert.ThrowsAsync<JournalUnavailableException>(() => JournalSystem.StartAsync(Store, JournalAccess.Read));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullPath));
    }

    [Fact]
    public async Task A_journal_exists_once_it_was_written()
    {
        await using (var writer = await JournalSystem.StartAsync(Store))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);
        }

        Assert.True(JournalHosting.JournalExists(Store));
    }

    [Fact]
    public async Task The_file_is_in_write_ahead_mode_and_only_its_owner_reads_it()
    {
        await using var writer = await JournalSystem.StartAsync(Store);
        await writer.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);

        using var connection = new SqliteConnection($"Data Source={Store.File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
        foreach (var file in Directory.GetFiles(_folder.FullPath, "journal.db*"))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public async Task A_row_of_an_unknown_kind_stops_the_recovery_and_is_named()
    {
        await using (var writer = await JournalSystem.StartAsync(Store))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);
        }

        using (var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE journal SET manifest = 'batch/99'";
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        await using var reader = await JournalSystem.StartAsync(Store, JournalAccess.Read);
        var failure = new TaskCompletionSource<Exception>();
        reader.Actors.ActorOf(Props.Create(() => new RecoveryWatcher("p-1", failure)));

        Assert.Contains("batch/99", (await failure.Task.WaitAsync(Cancelled)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_cannot_be_made_is_named()
    {
        var store = new JournalStore.Sqlite(_folder.File("missing/journal.db"));

        var refusal = await Assert.ThrowsAnyAsync<IOException>(() => JournalSystem.StartAsync(store));

        Assert.Contains(store.File, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_beside_which_nothing_can_be_written_is_a_matter_of_its_folder()
    {
        await using (await JournalSystem.StartAsync(Store))
        {
            // The journal is made and closed.
        }

        // A link that leads nowhere refuses SQLite its side file as a folder that may not be written does, but to every user alike.
        SqliteConnection.ClearAllPools();
        File.CreateSymbolicLink($"{Store.File}-shm", _folder.File("missing/file"));

        Assert.Contains(Store.File, Assert.Throws<IOException>(() => JournalHosting.JournalExists(Store)).Message, StringComparison.Ordinal);
        Assert.Contains(Store.File, (await Assert.ThrowsAsync<IOException>(() => JournalSystem.StartAsync(Store))).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static async Task<BatchKeeper.Known> KnownBy(JournalSystem system, string persistenceId) =>
        await system.Start(persistenceId).Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);

    private MeterListener CountOpened(Action<long> count)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == JournalMeter.Name && instrument.Name == JournalMeter.ConnectionsOpened)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        var file = Store.File;
        listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) =>
        {
            if (tags.Length == 1 && file.Equals(tags[0].Value))
            {
                count(measurement);
            }
        });
        listener.Start();
        return listener;
    }

    private Dictionary<string, string> Content(params string[] names) =>
        names.Where(name => File.Exists(_folder.File(name))).ToDictionary(name => name, name =>
        {
            using var file = new FileStream(_folder.File(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file));
        });

    private sealed class RecoveryWatcher : ReceivePersistentActor
    {
        private readonly TaskCompletionSource<Exception> _failure;

        public RecoveryWatcher(string persistenceId, TaskCompletionSource<Exception> failure)
        {
            PersistenceId = persistenceId;
            _failure = failure;
            RecoverAny(_ => { });
        }

        public override string PersistenceId { get; }

        protected override void OnRecoveryFailure(Exception reason, object? message = null) => _failure.TrySetResult(reason);
    }
}
