using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Engine.Tests.Journal;

public sealed class SealedFormatTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 17, 15, 3).PlusTicks(1_234_567);
    private static readonly ChainHead Head = new(6, Digest.Of("the event before"u8));

    [Fact]
    public void Entries_come_back_as_they_were_where_their_people_are_known() => Prop.ForAll(StoredValues.Batches.ToArbitrary(), batch =>
    {
        var people = Entered(batch.Entries);

        var opened = Open(Seal(batch.Entries, people, new()), people, new());

        return opened.Select(Impersonal).SequenceEqual(batch.Entries.Select(Impersonal)) && SameLastIdentity(batch.Entries, opened);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_snapshot_comes_back_with_its_chain_where_its_people_are_known() => Prop.ForAll(StoredValues.Snapshots.ToArbitrary(), snapshot =>
    {
        var sorted = snapshot with { Users = [.. snapshot.Users.DistinctBy(user => user.User).OrderBy(user => user.User).Select(OfOneUser)] };
        var people = new PersonDirectory(3);
        foreach (var user in sorted.Users)
        {
            people.Enter(user);
        }

        var (state, head) = SealedFormat.Open(Stored(SealedFormat.Seal(new(), sorted, people, Head)), people);

        return head == Head && state.Equals(sorted);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Neither_an_event_nor_a_snapshot_tells_who_somebody_is()
    {
        var batches = TypicalPeople.Batches(3);
        var people = Entered([.. batches.SelectMany(batch => batch.Entries)]);
        var state = new PartitionState();
        foreach (var batch in batches)
        {
            AssertImpersonal(Seal(batch.Entries, people, state).Bytes);
            state.Evolve(batch);
        }

        AssertImpersonal(SealedFormat.Seal(new(), state.ToSnapshot(), people, Head).Bytes);
    }

    [Fact]
    public void An_outcome_of_all_that_was_intended_does_not_carry_it_again()
    {
        var batches = TypicalPeople.Batches(1);
        var people = Entered([.. batches.SelectMany(batch => batch.Entries)]);
        var state = new PartitionState();
        state.Evolve(batches[2]);

        var stored = Seal(batches[3].Entries, people, state);

        Assert.Equal(batches[3].Entries, Open(stored, people, state));
        Assert.InRange(stored.Payload.Length, 0, Seal(batches[3].Entries, people, new()).Payload.Length * 2 / 3);
        Assert.Contains("never intended", Assert.Throws<UnreadablePayloadException>(() => Open(stored, people, new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_somebody_erased_an_event_is_still_read_by_the_pseudonym()
    {
        var batch = TypicalPeople.Batches(2)[0];
        var stored = Seal(batch.Entries, Entered(batch.Entries), new());
        var table = new Rows([new(1, null, null, null, null), new(2, batch.Entries[1].User, "2", "2", null)]);

        var opened = Open(stored, PersonDirectory.Load(3, table), new());

        Assert.Equal(["p3-1", batch.Entries[1].User.Value], opened.Select(entry => entry.User.Value));
        Assert.Equal(new[] { null, "2" }, opened.Cast<JournalEntry.Seen>().Select(seen => seen.Observed.EmployeeId));
        Assert.All(opened.Cast<JournalEntry.Seen>(), seen => Assert.Null(seen.Observed.Email));
    }

    [Fact]
    public void The_row_of_each_operation_is_kept()
    {
        ImmutableArray<Operation> operations =
        [
            Grant(new(0, 17)), Grant(new(0, 17)), Grant(null), Grant(new(2, 5)), Grant(new(0, int.MaxValue)), Grant(new(0, 1)),
        ];
        ImmutableArray<JournalEntry> entries = [new JournalEntry.Intended(new("u-1"), new("r"), 1, operations)];
        var people = Entered(entries);

        var opened = (JournalEntry.Intended)Open(Seal(entries, people, new()), people, new())[0];

        Assert.Equal(operations.Select(operation => operation.Origin), opened.Operations.Select(operation => operation.Origin));

        static Operation Grant(RowRef? row) => new Operation.GrantSkill(new("s"), new(3), IsGate: false, OperationCause.Stated) { Origin = row };
    }

    [Fact]
    public void An_event_whose_people_the_table_never_had_is_refused_by_their_number()
    {
        var batch = TypicalPeople.Batches(1)[0];
        var stored = Seal(batch.Entries, Entered(batch.Entries), new());

        var refusal = Assert.Throws<UnreadablePayloadException>(() => Open(stored, new PersonDirectory(3), new()));

        Assert.Contains("partition 3 tells of person 1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_never_given_to_somebody_else()
    {
        var directory = PersonDirectory.Load(3, new Rows([new(7, null, null, null, null)]));

        directory.Enter(new JournalEntry.Finished(new("u-1"), new("r"), UserResult.Changed));

        Assert.Equal(8, directory.NumberOf(new("u-1")));
        Assert.Equal([8], directory.TakeUnstored().Select(person => person.Number));
        Assert.Empty(directory.TakeUnstored());
    }

    internal static PersonDirectory Entered(ImmutableArray<JournalEntry> entries)
    {
        var people = new PersonDirectory(3);
        foreach (var entry in entries)
        {
            people.Enter(entry);
        }

        return people;
    }

    private static SealedBatch Seal(ImmutableArray<JournalEntry> entries, PersonDirectory people, PartitionState before)
    {
        var stored = SealedFormat.Seal(new(), entries, people, before, Head, 7, Now);
        var read = SealedFormat.Read(stored.Bytes);
        Assert.Equal((7, Head.Digest, stored.Head, Now), (read.Position, read.Previous, read.Head, read.At));
        return read;
    }

    private static UserRecord OfOneUser(UserRecord record) => record with
    {
        LastKnown = record.LastKnown is { } known ? known with { Id = record.User } : null,
        OpenIntents = [.. record.OpenIntents.Select(intent => intent with { User = record.User })],
    };

    private static SealedSnapshot Stored(SealedSnapshot snapshot) => new(snapshot.Bytes);

    private static List<JournalEntry> Open(SealedBatch stored, PersonDirectory people, PartitionState state) => [.. SealedFormat.Open(stored, people, state)];

    // The table keeps who somebody is now, and the journal does not tell who they were.
    private static JournalEntry Impersonal(JournalEntry entry) => entry switch
    {
        JournalEntry.Seen seen => new JournalEntry.Seen(seen.Observed with { EmployeeId = null, Email = null }),
        JournalEntry.Noted noted => noted with { Ledger = noted.Ledger with { Employee = null } },
        _ => entry,
    };

    private static bool SameLastIdentity(ImmutableArray<JournalEntry> before, List<JournalEntry> after) =>
        before.GroupBy(entry => entry.User).All(entries =>
            Last<JournalEntry.Seen>(entries)?.Observed == Last<JournalEntry.Seen>(after.Where(entry => entry.User == entries.Key))?.Observed
            && Last<JournalEntry.Noted>(entries)?.Ledger == Last<JournalEntry.Noted>(after.Where(entry => entry.User == entries.Key))?.Ledger);

    private static T? Last<T>(IEnumerable<JournalEntry> entries)
        where T : JournalEntry => entries.OfType<T>().LastOrDefault();

    private static void AssertImpersonal(byte[] stored)
    {
        var text = System.Text.Encoding.Latin1.GetString(stored);
        Assert.DoesNotContain("maximiliane", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("00000001", text, StringComparison.Ordinal);
        Assert.Equal(-1, stored.AsSpan().IndexOf(Guid.Parse(TypicalPeople.Batches(1)[0].Entries[0].User.Value).ToByteArray()));
    }

    private sealed class Rows(IReadOnlyList<PersonIdentity> rows) : IPersonTable
    {
        public IReadOnlyList<PersonIdentity> Load(int partition) => rows;

        public Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people) => Task.CompletedTask;
    }
}
