using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;
using Akka.Actor;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace ActorSync.Engine.Tests.Runs;

public sealed class RunLogTests : IDisposable
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15, 3);
    private static readonly SourceName Source = new("hris");
    private static readonly RunId First = new("20261125T171503123Z");
    private static readonly RunId Second = new("20261126T171503123Z");

    private readonly TemporaryFolder _folder = new();

    private JournalStore.Sqlite Store => new(_folder.File("journal.db"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_recorded_is_known_after_a_restart()
    {
        RunHistory before;
        await using (var first = await JournalSystem.StartAsync(Store))
        {
            var log = Log(first);
            await Recorded(log, Opened(First), new RunEvent.SourceAccepted(First, Source, ImmutableSortedDictionary<SheetKind, long>.Empty.Add(SheetKind.Person, 200)));
            await Recorded(log, new RunEvent.Counted(First, new(7, 3, 1, 0, 0, 0)));
            before = (await Recorded(log, new RunEvent.Interrupted(First, "stopped by hand", Now))).History;
        }

        await using var second = await JournalSystem.StartAsync(Store);

        Assert.Equal(before, await Log(second).Ask<RunHistory>(GetRunHistory.Instance, Cancelled));
        Assert.Equal(First, before.Open!.Id);
    }

    [Fact]
    public async Task Events_that_cannot_follow_are_refused_and_none_of_them_is_stored()
    {
        await using (var first = await JournalSystem.StartAsync(Store))
        {
            var log = Log(first);
            await Recorded(log, Opened(First));

            var refused = await log.Ask<RunEventsRefused>(new RecordRunEvents([new RunEvent.Resumed(First, Now), Opened(Second)]), Cancelled);

            Assert.Contains(First.Value, refused.Reason, StringComparison.Ordinal);
            Assert.Equal(0, (await log.Ask<RunHistory>(GetRunHistory.Instance, Cancelled)).Find(First)!.ResumedCount);
        }

        Assert.Equal(0, (await ReadAsync(Store)).Find(First)!.ResumedCount);
    }

    [Fact]
    public async Task A_long_history_recovers_from_a_snapshot_and_what_followed_it()
    {
        const int count = RunLog.EventsPerSnapshot + 10;
        await using (var first = await JournalSystem.StartAsync(Store))
        {
            var log = Log(first);
            await Recorded(log, [Opened(First), .. Enumerable.Repeat(new RunEvent.Counted(First, new(1, 0, 0, 0, 0, 0)), count)]);

            // The snapshot is stored beside the log, which does not wait for it.
            await SnapshotStored(Store);
        }

        using (var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"DELETE FROM journal WHERE sequence_number <= {RunLog.EventsPerSnapshot}";
            Assert.Equal(RunLog.EventsPerSnapshot, command.ExecuteNonQuery());
        }

        await using var second = await JournalSystem.StartAsync(Store);
        var history = await Log(second).Ask<RunHistory>(GetRunHistory.Instance, Cancelled);
        Assert.Equal(count, history.Find(First)!.Requests.Reads);
        Assert.Equal(history, await ReadAsync(Store));
    }

    [Fact]
    public async Task A_process_that_does_not_write_reads_the_log_beside_one_that_does()
    {
        await using var writer = await JournalSystem.StartAsync(Store);
        var log = Log(writer);
        var history = (await Recorded(log, Opened(First))).History;

        Assert.Equal(history, await ReadAsync(Store));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private static IActorRef Log(JournalSystem system) => system.Actors.ActorOf(Props.Create<RunLog>());

    private static async Task<RunHistory> ReadAsync(JournalStore store)
    {
        await using var reader = await JournalSystem.StartAsync(store, JournalAccess.Read);
        return await Log(reader).Ask<RunHistory>(GetRunHistory.Instance, Cancelled);
    }

    private static Task<RunEventsRecorded> Recorded(IActorRef log, params RunEvent[] events) =>
        log.Ask<RunEventsRecorded>(new RecordRunEvents([.. events]), Cancelled);

    private static RunEvent.Opened Opened(RunId run) => new(run, "run", Source, ["people.csv"], "hash", "", "", Now);

    private static async Task SnapshotStored(JournalStore.Sqlite store)
    {
        using var connection = new SqliteConnection($"Data Source={store.File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM snapshot";
        while (command.ExecuteScalar() is 0L)
        {
            Cancelled.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
