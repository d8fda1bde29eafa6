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

/// <summary>Long pauses in a real journal, over restarts.</summary>
public sealed class PauseKeeperTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);

    private readonly TemporaryFolder _folder = new();
    private TimeProviderClock _clock = ClockAt(Start);

    private JournalStore.Sqlite Store => new(_folder.File("journal.db"));

    private ReadersPauses Readers => new(_folder.File("pauses"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_pause_that_outlasts_a_restart_is_known_after_it()
    {
        var later = new PauseBegan("t2", Start + Duration.FromHours(3), "429 that asks for 10800 s");
        var half = new PauseBegan("t3", Start + Duration.FromSeconds(30), "429 that asks for 30 s");
        await InProcessAsync(
            new PauseBegan("t1", Start + Duration.FromSeconds(1), "429 that asks for 1 s"),
            half,
            new PauseBegan("t2", Start + Duration.FromHours(2), "429 that asks for 7200 s"),
            later);

        var held = await InProcessAsync();

        Assert.Equal([later, half], held.ByScope.Values.Select(pause => new PauseBegan(pause.Scope, pause.Until, pause.Reason)));
    }

    [Fact]
    public async Task What_is_over_is_forgotten_and_leaves_nothing_in_the_journal()
    {
        await InProcessAsync(new PauseBegan("t1", Start + Duration.FromHours(2), "429"));

        _clock = ClockAt(Start + Duration.FromHours(2));
        Assert.Empty((await InProcessAsync()).ByScope);
        Assert.Equal(0, LivePauses());
    }

    [Fact]
    public async Task A_pause_that_the_gateway_says_is_over_is_forgotten()
    {
        var held = await InProcessAsync(new PauseBegan("t1", Start + Duration.FromHours(2), "429"), new PauseEnded("t1"));

        Assert.Empty(held.ByScope);
        Assert.Empty((await InProcessAsync()).ByScope);
    }

    [Fact]
    public async Task While_one_pause_holds_all_the_others_that_come_and_go_do_not_make_the_journal_grow()
    {
        object[] others = [.. Enumerable.Range(1, 500).SelectMany(minute => new object[]
        {
            new PauseBegan("t2", Start + Duration.FromMinutes(minute * 2), "429"), new PauseEnded("t2"),
        })];

        await InProcessAsync([new PauseBegan("t1", Start + Duration.FromHours(20), "429 that asks for 72000 s"), .. others]);

        Assert.InRange(LivePauses(), 1, PauseKeeper.MostOver + 1);
        Assert.Equal(["t1"], (await InProcessAsync()).ByScope.Where(pause => pause.Value.Until > Start + Duration.FromHours(18)).Select(pause => pause.Key));
    }

    [Fact]
    public async Task After_the_clock_was_set_back_a_stored_pause_holds_for_a_day_at_most()
    {
        await InProcessAsync(new PauseBegan("t1", Start + Duration.FromHours(2), "429"));

        _clock = ClockAt(Start - Duration.FromDays(30));
        var held = await InProcessAsync();

        Assert.Equal(_clock.GetCurrentInstant() + Duration.FromHours(24), Assert.Single(held.ByScope.Values).Until);
    }

    [Fact]
    public async Task A_reader_honours_what_is_stored_and_leaves_what_it_is_told_to_whoever_comes_next()
    {
        await InProcessAsync(new PauseBegan("t1", Start + Duration.FromHours(2), "429"));

        await using (var system = await JournalSystem.StartAsync(Store, JournalAccess.Read))
        {
            var reader = system.Actors.ActorOf(Props.Create<PauseKeeper>(_clock, false, Readers));
            await reader.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
            system.Actors.EventStream.Publish(new PauseBegan("t2", Start + Duration.FromHours(9), "429"));
            Assert.Equal(["t1", "t2"], (await reader.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel)).ByScope.Keys);
        }

        Assert.Equal(1, LivePauses());
        Assert.Equal(["t1", "t2"], (await InProcessAsync()).ByScope.Keys);

        _clock = ClockAt(Start + Duration.FromHours(9));
        Assert.Empty((await InProcessAsync()).ByScope);
        Assert.Empty(Directory.EnumerateFiles(_folder.File("pauses")));
    }

    [Fact]
    public async Task Where_a_reader_may_leave_nothing_it_goes_on_with_what_it_was_told()
    {
        await InProcessAsync();
        await File.WriteAllTextAsync(_folder.File("pauses"), "a file where the folder would be", Cancel);

        await using var system = await JournalSystem.StartAsync(Store, JournalAccess.Read);
        var reader = system.Actors.ActorOf(Props.Create<PauseKeeper>(_clock, false, Readers));
        await reader.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
        system.Actors.EventStream.Publish(new PauseBegan("t2", Start + Duration.FromHours(9), "429"));

        Assert.Empty((await reader.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel)).ByScope);
    }

    public void Dispose() => _folder.Dispose();

    private static TimeProviderClock ClockAt(Instant instant) => new TimeProviderClock(new FakeTimeProvider(instant.ToDateTimeOffset()));

    /// <summary>Starts a process, lets the gateway in it announce, and gives what is then durable.</summary>
    private async Task<HeldPauses> InProcessAsync(params object[] announced)
    {
        await using var system = await JournalSystem.StartAsync(Store);
        var keeper = system.Actors.ActorOf(Props.Create<PauseKeeper>(_clock, true, Readers));
        await keeper.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
        foreach (var announcement in announced)
        {
            system.Actors.EventStream.Publish(announcement);
        }

        return await keeper.Ask<HeldPauses>(GetHeldPauses.Instance, Cancel);
    }

    private long LivePauses()
    {
        using var connection = new SqliteConnection($"Data Source={Store.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM journal WHERE persistence_id = 'pauses' AND deleted = 0";
        return (long)command.ExecuteScalar()!;
    }
}
