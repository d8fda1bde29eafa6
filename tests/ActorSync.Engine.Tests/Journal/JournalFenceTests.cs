using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using Akka.Actor;
using Akka.Persistence;
using NodaTime;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>What every journal refuses of a process whose lease another one has taken.</summary>
public abstract class JournalFenceTests
{
    private const string Refusal = "another process writes to this target by now";

    private static readonly PartitionSnapshot Snapshot = new([UserRecord.New(new("u-1"))]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_writer_of_an_earlier_epoch_stores_is_refused_and_that_of_the_present_one_is_stored()
    {
        var store = NewStore();
        var batches = TypicalPeople.Batches(20);
        Take(store, epoch: 1);
        await using var first = await JournalSystem.StartAsync(store, epoch: 1);
        var one = first.Start("p-1");
        await one.Ask<BatchKeeper.Stored>(batches[0], Cancelled);
        JournalFence.PutUp(store);
        await one.Ask<BatchKeeper.Stored>(batches[1], Cancelled);

        Take(store, epoch: 2);
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => one.Ask<BatchKeeper.Stored>(batches[2], Cancelled));
        await using var second = await JournalSystem.StartAsync(store, epoch: 2);
        var other = second.Start("p-1");
        var stored = await other.Ask<BatchKeeper.Stored>(batches[2], Cancelled);

        Assert.Contains(Refusal, refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, stored.SequenceNr);
        Assert.Equal(3, Count(store, "journal"));
    }

    [Fact]
    public async Task It_neither_saves_a_snapshot_nor_deletes_anything()
    {
        var store = NewStore();
        Take(store, epoch: 1);
        await using var first = await JournalSystem.StartAsync(store, epoch: 1);
        var one = first.Start("p-1");
        await one.Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);
        JournalFence.PutUp(store);
        await one.Ask<SaveSnapshotSuccess>(new BatchKeeper.TakeSnapshot(Snapshot), Cancelled);

        Take(store, epoch: 2);
        var refused = await one.Ask<SaveSnapshotFailure>(new BatchKeeper.TakeSnapshot(Snapshot), Cancelled);

        Assert.Contains(Refusal, refused.Cause.ToString(), StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Execute(store, "DELETE FROM {0}journal"));
        Assert.ThrowsAny<Exception>(() => Execute(store, "UPDATE {0}snapshot SET persistence_id = 'p-2'"));
        Assert.Equal((1, 1), (Count(store, "journal"), Count(store, "snapshot")));
    }

    [Fact]
    public async Task A_connection_without_an_epoch_reads_and_cannot_write()
    {
        var store = NewStore();
        var batches = TypicalPeople.Batches(2);
        Take(store, epoch: 1);
        await using (var writer = await JournalSystem.StartAsync(store, epoch: 1))
        {
            await writer.Start("p-1").Ask<BatchKeeper.Stored>(batches[0], Cancelled);
            JournalFence.PutUp(store);
        }

        await using var without = await JournalSystem.StartAsync(store);
        var keeper = without.Start("p-1");
        var known = await keeper.Ask<BatchKeeper.Known>(BatchKeeper.GetKnown.Instance, Cancelled);

        Assert.Equal(batches[0].Entries, known.Entries);
        await Assert.ThrowsAnyAsync<Exception>(() => keeper.Ask<BatchKeeper.Stored>(batches[1], Cancelled));
    }

    [Fact]
    public async Task Two_writers_that_take_their_connections_from_one_pool_are_told_apart()
    {
        var store = NewStore();
        var batches = TypicalPeople.Batches(40);
        Take(store, epoch: 1);
        await using var stale = await JournalSystem.StartAsync(store, epoch: 1);
        await stale.Start("p-0").Ask<BatchKeeper.Stored>(batches[0], Cancelled);
        JournalFence.PutUp(store);
        Take(store, epoch: 2);
        await using var current = await JournalSystem.StartAsync(store, epoch: 2);

        for (var round = 1; round <= 20; round++)
        {
            var refused = stale.Start($"stale-{round}").Ask<BatchKeeper.Stored>(batches[0], Cancelled);
            var stored = current.Start($"current-{round}").Ask<BatchKeeper.Stored>(batches[0], Cancelled);

            await stored;
            await Assert.ThrowsAnyAsync<Exception>(() => refused);
        }

        Assert.Equal(21, Count(store, "journal"));
    }

    [Fact]
    public async Task It_is_put_up_once()
    {
        var store = NewStore();
        Take(store, epoch: 1);
        await using var system = await JournalSystem.StartAsync(store, epoch: 1);
        await system.Start("p-1").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled);

        JournalFence.PutUp(store);
        JournalFence.PutUp(store);

        Assert.Equal(1, (await system.Start("p-2").Ask<BatchKeeper.Stored>(TypicalPeople.Batches(1)[0], Cancelled)).SequenceNr);
    }

    private protected abstract JournalStore NewStore();

    private protected abstract long Count(JournalStore store, string table);

    private protected abstract void Execute(JournalStore store, string sql);

    // All with one lock, so that each proves the death of the one before.
    private static void Take(JournalStore store, long epoch)
    {
        var owner = WriterProcess.Owner("run", Instant.FromUtc(2026, 3, 1, 12, 0)) with { LockId = "lock" };
        var (decision, _) = LeaseTable.Of(store, TimeProvider.System, LeaseTerm.Default)
            .TryTake(owner, (last, now) => LeaseRule.Decide(last, now, new LeaseAsker(owner.Host, "lock", Duration.FromSeconds(30))));
        Assert.Equal(epoch, Assert.IsType<LeaseDecision.Take>(decision).Epoch);
    }
}
