using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Tests.Journal;
using ActorSync.Engine.Users;

namespace ActorSync.Engine.Tests.Users;

public sealed class PartitionJournalTests
{
    private readonly People _people = new();

    [Fact]
    public void What_was_stored_is_known_again_with_the_end_of_its_chain()
    {
        var stored = Store(TypicalPeople.Batches(4), out var before);

        var after = Recovered(stored);

        Assert.Equal(before.State.ToSnapshot(), after.State.ToSnapshot());
        Assert.Equal(before.Head, after.Head);
        Assert.Equal(stored.Length, after.Head.Position);
    }

    [Fact]
    public void A_snapshot_goes_on_with_the_chain()
    {
        var batches = TypicalPeople.Batches(4);
        Store(batches[..3], out var journal);
        var snapshot = journal.ToSnapshot();
        var last = Store(journal, batches[3]);

        var after = new PartitionJournal(PersonDirectory.Load(3, _people));
        after.Recover(snapshot);
        after.Recover(last);

        Assert.Equal(journal.State.ToSnapshot(), after.State.ToSnapshot());
        Assert.Equal(journal.Head, after.Head);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void An_event_that_is_missing_stops_the_recovery_at_the_next_one(int missing)
    {
        var stored = Store(TypicalPeople.Batches(4), out _);

        var refusal = Assert.Throws<UnreadablePayloadException>(() => Recovered([.. stored.RemoveAt(missing)]));

        Assert.Contains($"Event {missing + 2} of partition 3 does not follow event {missing}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_was_written_anew_with_a_right_checksum_stops_the_recovery_at_the_next_one()
    {
        var batches = TypicalPeople.Batches(4);
        var stored = Store(batches, out _);
        var forged = SealedFormat.Seal(new(), batches[1].Entries[..3], PersonDirectory.Load(3, _people), new(), stored[0].Head, 2, default);

        var refusal = Assert.Throws<UnreadablePayloadException>(() => Recovered(stored.SetItem(1, forged)));

        Assert.Contains("Event 3 of partition 3 does not follow event 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_somebody_erased_nothing_is_known_any_more()
    {
        var batches = TypicalPeople.Batches(2);
        var stored = Store(batches, out _);
        _people.Erase(1);

        var after = Recovered(stored);

        Assert.Equal([batches[0].Entries[1].User], after.State.Users.Select(record => record.User));
    }

    [Fact]
    public void What_somebody_erased_had_open_stays_known_so_that_it_is_given_up_under_the_number_alone()
    {
        var batches = TypicalPeople.Batches(2);
        var stored = Store(batches[..3], out _);
        _people.Erase(1);
        UserId erased = new("p3-1");

        var after = Recovered(stored);

        var open = after.State.Find(erased)!;
        Assert.Equal(UserRecord.New(erased) with { OpenIntents = open.OpenIntents }, open);
        var intent = Assert.Single(open.OpenIntents);
        var given = new JournalBatch([new JournalEntry.Settled(erased, intent.Run, intent.Sequence, WriteResult.NotApplied, new("hris"), [], Version: null, default)]);
        Assert.Empty(after.Enter(given));
        var last = Store(after, given);
        Assert.Equal([batches[0].Entries[1].User], Recovered([.. stored, last]).State.Users.Select(record => record.User));
    }

    [Fact]
    public void A_snapshot_keeps_what_somebody_erased_had_open()
    {
        var stored = Store(TypicalPeople.Batches(2)[..3], out _);
        _people.Erase(1);
        var before = Recovered(stored);

        var after = new PartitionJournal(PersonDirectory.Load(3, _people));
        after.Recover(before.ToSnapshot());
        after.Recovered();

        Assert.Equal(before.State.ToSnapshot(), after.State.ToSnapshot());
        Assert.Single(after.State.Find(new("p3-1"))!.OpenIntents);
    }

    [Fact]
    public void Events_from_before_people_were_numbered_are_gone_on_from_and_everybody_gets_a_number()
    {
        var batches = TypicalPeople.Batches(3);
        var journal = new PartitionJournal(PersonDirectory.Load(3, _people));
        journal.Recover(batches[0]);
        journal.Recover(batches[1]);
        journal.Recovered();

        var next = new JournalBatch(batches[2].Entries[..1]);
        var entered = journal.Enter(next);
        _people.Store(entered);
        var sealedNext = journal.Seal(next, 3, default);
        journal.State.Evolve(next);
        journal.Stored(sealedNext);

        Assert.Equal(3, entered.Count);
        var after = new PartitionJournal(PersonDirectory.Load(3, _people));
        after.Recover(batches[0]);
        after.Recover(batches[1]);
        after.Recover(SealedFormat.Read(sealedNext.Bytes));
        Assert.Equal(journal.State.ToSnapshot(), after.State.ToSnapshot());
        Assert.Equal(new ChainHead(3, Digest.Of(sealedNext.Payload.Span)), after.Head);
        var fromSnapshot = new PartitionJournal(PersonDirectory.Load(3, _people));
        fromSnapshot.Recover(journal.ToSnapshot());
        Assert.Equal(journal.State.ToSnapshot(), fromSnapshot.State.ToSnapshot());
    }

    private ImmutableArray<SealedBatch> Store(ImmutableArray<JournalBatch> batches, out PartitionJournal journal)
    {
        var storing = journal = new PartitionJournal(PersonDirectory.Load(3, _people));
        return [.. batches.Select(batch => Store(storing, batch))];
    }

    private SealedBatch Store(PartitionJournal journal, JournalBatch batch)
    {
        _people.Store(journal.Enter(batch));
        var stored = journal.Seal(batch, journal.Head.Position + 1, default);
        journal.State.Evolve(batch);
        journal.Stored(stored);
        return SealedFormat.Read(stored.Bytes);
    }

    private PartitionJournal Recovered(ImmutableArray<SealedBatch> stored)
    {
        var journal = new PartitionJournal(PersonDirectory.Load(3, _people));
        foreach (var batch in stored)
        {
            journal.Recover(batch);
        }

        journal.Recovered();
        return journal;
    }

    private sealed class People : IPersonTable
    {
        private readonly Dictionary<int, PersonIdentity> _rows = [];

        public void Store(IReadOnlyList<PersonIdentity> people)
        {
            foreach (var person in people)
            {
                _rows[person.Number] = person;
            }
        }

        public void Erase(int number) => _rows[number] = new(number, null, null, null, null);

        public IReadOnlyList<PersonIdentity> Load(int partition) => [.. _rows.Values];

        public Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people)
        {
            Store(people);
            return Task.CompletedTask;
        }
    }
}
