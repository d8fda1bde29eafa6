using ActorSync.Core.Leases;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using NodaTime;

namespace ActorSync.Engine.Tests.Leases;

/// <summary>What a lease must do in every journal.</summary>
public abstract class LeaseTableTests
{
    private static readonly Duration Attempt = Duration.FromSeconds(30);

    private protected static LeaseTerm Term { get; } = LeaseTerm.Default;

    [Fact]
    public void A_journal_that_nobody_has_written_with_a_lease_has_none()
    {
        Assert.Null(Table(NewStore()).Read());
    }

    [Fact]
    public void The_first_takes_it_and_a_second_is_told_of_the_first()
    {
        var store = NewStore();
        var owner = Owner("run", "lock-1") with { StartedAt = Instant.FromUtc(2026, 3, 1, 11, 59) };

        Assert.Equal(1, Assert.IsType<LeaseDecision.Take>(Take(store, owner)).Epoch);
        var held = Assert.IsType<LeaseDecision.Held>(Take(store, Owner("apply", "lock-2"))).By;

        Assert.Equal((1L, owner), (held.Epoch, held.Owner));
        Assert.Equal(held, Table(store).Read()!.Lease);
    }

    [Fact]
    public void A_lease_that_was_given_back_is_taken_with_the_next_epoch()
    {
        var store = NewStore();
        var first = Owner("run", "lock-1");
        Take(store, first);

        Table(store).Release(1, first);

        Assert.Null(Table(store).Read()!.Lease.Owner);
        Assert.Equal(new LeaseDecision.Take(2, null), Take(store, Owner("apply", "lock-2")));
    }

    [Fact]
    public void Only_the_owner_of_its_epoch_renews_it_and_any_other_learns_who_has_it()
    {
        var store = NewStore();
        var (first, second) = (Owner("run", "lock-1"), Owner("resume", "lock-1"));
        Take(store, first);
        var before = Table(store).Read()!.Lease.ExpiresAt;

        Assert.Null(Table(store).TryRenew(1, first));
        Assert.True(Table(store).Read()!.Lease.ExpiresAt >= before);

        Assert.Equal(2, Assert.IsType<LeaseDecision.Take>(Take(store, second)).Epoch); // It has the lock that the first one would keep.
        Assert.Equal(second, Table(store).TryRenew(1, first)!.Owner);
        Assert.Equal(second, Table(store).TryRenew(2, first)!.Owner);
        Table(store).Release(1, first);
        Assert.Null(Table(store).TryRenew(2, second));
    }

    [Fact]
    public async Task Of_many_that_ask_at_once_one_takes_it()
    {
        // On a new journal, where they make the table as well.
        for (var round = 0; round < 10; round++)
        {
            var store = NewStore();
            using var start = new Barrier(4);

            var decisions = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => Task.Run(() =>
            {
                start.SignalAndWait(TestContext.Current.CancellationToken);
                return Take(store, Owner("run", $"lock-{number}"));
            })));

            Assert.Single(decisions.OfType<LeaseDecision.Take>());
            Assert.Equal(3, decisions.OfType<LeaseDecision.Held>().Count());
            Assert.Equal(1, Table(store).Read()!.Lease.Epoch);
        }
    }

    [Fact]
    public void A_table_that_was_left_without_its_row_gets_it_and_one_takes_it()
    {
        var store = NewStore();
        var first = Owner("run", "lock-1");
        Take(store, first);
        DeleteRow(store); // As in a copy of the tables alone.

        Assert.Equal(1, Assert.IsType<LeaseDecision.Take>(Take(store, first)).Epoch);
        Assert.Equal(first, Assert.IsType<LeaseDecision.Held>(Take(store, Owner("apply", "lock-2"))).By.Owner);
    }

    [Fact]
    public void A_lease_that_cannot_be_written_is_not_taken()
    {
        var store = NewStore();
        var isLooking = true;
        Take(store, Owner("run", "lock-1"));

        Assert.Throws<JournalUnavailableException>(() => Table(store).TryTake(Owner("run", "lock-1"), (last, _) =>
        {
            if (isLooking)
            {
                DeleteRow(store); // Before it is locked.
                isLooking = false;
            }

            return new LeaseDecision.Take(last.Epoch + 1, null);
        }));
    }

    private protected abstract JournalStore NewStore();

    private protected abstract void DeleteRow(JournalStore store);

    private protected virtual LeaseTable Table(JournalStore store) => LeaseTable.Of(store, TimeProvider.System, Term);

    private protected LeaseDecision Take(JournalStore store, WriterOwner owner, WriterLease? watched = null) =>
        Table(store).TryTake(owner, (last, now) => LeaseRule.Decide(last, now, new LeaseAsker(owner.Host, owner.LockId, Attempt) { Watched = watched })).Decision;

    private protected static WriterOwner Owner(string command, string lockId) =>
        WriterProcess.Owner(command, Instant.FromUtc(2026, 3, 1, 12, 0)) with { LockId = lockId, StartedAt = null };
}
