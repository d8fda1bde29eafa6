using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Journal;
using Akka.Actor;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Long pauses that begin while another process keeps the journal's file locked.</summary>
public sealed class PauseKeeperStorageAwayTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);

    private readonly TemporaryFolder _folder = new();
    private readonly TimeProviderClock _clock = new(new FakeTimeProvider(Start.ToDateTimeOffset()));

    private JournalStore.Sqlite Store => new(_folder.File("journal.db"));

    private ReadersPauses Readers => new(_folder.File("pauses"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<string> Left => Readers.Read(Start).Select(pause => pause.Scope).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Each_of_them_is_there_for_the_next_process_however_this_one_ends_and_goes_into_the_journal_once_that_is_back()
    {
        await using var system = await JournalSystem.StartAsync(Store);
        var keeper = await KeeperAsync(system);
        Task<HeldPauses> stored;
        using (await AwayAsync(system))
        {
            Announce(system, "t2");
            await UntilLeftAsync("t1", "t2"); // What a process that is killed now leaves.
            stored = keeper.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
            Assert.False(stored.IsCompleted);
        }

        Assert.Equal(["t1", "t2"], (await stored).ByScope.Keys);
        Assert.Empty(Left);
        Assert.Equal(["t1", "t2"], await NextAsync());
    }

    [Fact]
    public async Task One_that_waits_behind_another_when_the_process_is_to_end_is_left_too()
    {
        await using var system = await JournalSystem.StartAsync(Store);
        var keeper = await KeeperAsync(system);
        using (await AwayAsync(system))
        {
            Announce(system, "t2");
            var ended = keeper.WatchAsync(Cancel);
            system.Actors.EventStream.Publish(StopWaitingForStorage.Instance);
            await ended;
        }

        Assert.Equal(["t1", "t2"], Left);
        Assert.Equal(["t1", "t2"], await NextAsync());
    }

    [Fact]
    public async Task Where_there_is_no_room_for_a_file_either_it_is_left_at_the_end_if_there_is_by_then()
    {
        await using var system = await JournalSystem.StartAsync(Store);
        var keeper = await KeeperAsync(system);
        await File.WriteAllTextAsync(_folder.File("pauses"), "a file where the folder would be", Cancel);
        using (await AwayAsync(system))
        {
            Announce(system, "t2");
            File.Delete(_folder.File("pauses"));
            var ended = keeper.WatchAsync(Cancel);
            system.Actors.EventStream.Publish(StopWaitingForStorage.Instance);
            await ended;
        }

        Assert.Equal(["t1", "t2"], Left);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task<IActorRef> KeeperAsync(JournalSystem system)
    {
        var keeper = system.Actors.ActorOf(Props.Create<PauseKeeper>(_clock, true, Readers));
        await keeper.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
        return keeper;
    }

    /// <summary>Keeps the journal locked until the answer is disposed of; a first pause has met that.</summary>
    private async Task<SqliteConnection> AwayAsync(JournalSystem system)
    {
        var announcements = system.Announcements();
        var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(Cancel);
        Announce(system, "t1");
        Assert.IsType<StoragePaused>(await announcements.ReceiveAsync(Long));
        return connection;
    }

    private static void Announce(JournalSystem system, string scope) =>
        system.Actors.EventStream.Publish(new PauseBegan(scope, Start + Duration.FromHours(2), "429 that asks for 7200 s"));

    private async Task UntilLeftAsync(params string[] scopes)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        guard.CancelAfter(Long);
        while (!Left.SequenceEqual(scopes))
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<IEnumerable<string>> NextAsync()
    {
        await using var next = await JournalSystem.StartAsync(Store);
        return (await (await KeeperAsync(next)).Ask<HeldPauses>(GetHeldPauses.Instance, Cancel)).ByScope.Keys;
    }
}
