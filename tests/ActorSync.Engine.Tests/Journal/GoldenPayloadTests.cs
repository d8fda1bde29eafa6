using ActorSync.Core.Pacing;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Tests.Journal;

public sealed class GoldenPayloadTests
{
    private static readonly JournalSerializer Serializer = new(null!);

    [Fact]
    public void What_earlier_versions_wrote_means_what_it_meant() =>
        Assert.All(GoldenPayloads.All, golden => AssertSame(golden.Meaning, Serializer.FromBinary(Convert.FromHexString(golden.Hex), golden.Manifest)));

    [Fact]
    public void The_same_bytes_are_written_still() =>
        Assert.All(GoldenPayloads.All, golden => Assert.Equal(golden.Hex, Convert.ToHexString(Serializer.ToBinary(golden.Meaning))));

    [Fact]
    public void A_sealed_event_means_what_it_meant_and_is_written_still()
    {
        var golden = GoldenPayloads.Sealed;
        var people = PersonDirectory.Load(3, new People(golden.People));

        var written = SealedFormat.Seal(new(), golden.Entries, people, new(), golden.Before, golden.After.Position, golden.At);
        Assert.Equal(golden.Batch, Convert.ToHexString(written.Bytes));
        var stored = (SealedBatch)Serializer.FromBinary(Convert.FromHexString(golden.Batch), "batch/4");

        Assert.Equal((golden.After.Position, golden.Before.Digest, golden.At), (stored.Position, stored.Previous, stored.At));
        Assert.Equal(golden.Entries, SealedFormat.Open(stored, people, new()));
        Assert.All(SealedFormat.Open(stored, people, new()).OfType<JournalEntry.Intended>().First().Operations, operation => Assert.Equal(new RowRef(1, 231), operation.Origin));
    }

    [Fact]
    public void A_linked_event_of_the_run_log_means_what_it_meant_and_is_written_still()
    {
        var (hex, meaning) = GoldenPayloads.Linked;
        var before = GoldenPayloads.Sealed.Before;

        Assert.Equal(hex, Convert.ToHexString(LinkedRunEvent.After(before, meaning, 7).Bytes));
        var stored = (LinkedRunEvent)Serializer.FromBinary(Convert.FromHexString(hex), "run-event/1");

        Assert.Equal((7, before.Digest, meaning), (stored.Position, stored.Previous, stored.Event));
    }

    [Fact]
    public void A_linked_event_that_text_was_taken_out_of_means_what_it_meant_and_the_chain_goes_on_from_it()
    {
        var (hex, before, meaning) = GoldenPayloads.Redacted;
        var first = LinkedRunEvent.After(GoldenPayloads.Sealed.Before, before, 7);

        Assert.Equal(hex, Convert.ToHexString(first.Redacted(meaning).Bytes));
        var stored = (LinkedRunEvent)Serializer.FromBinary(Convert.FromHexString(hex), "run-event-redacted/1");

        Assert.Equal((7, first.Previous, meaning, first.Head), (stored.Position, stored.Previous, stored.Event, stored.Head));
        Assert.True(stored.IsRedacted);
        Assert.Equal("run-event-redacted/1", Serializer.Manifest(stored));
    }

    [Fact]
    public void A_sealed_snapshot_means_what_it_meant_and_is_written_still()
    {
        var golden = GoldenPayloads.Sealed;
        var people = PersonDirectory.Load(3, new People(golden.People));

        Assert.Equal(golden.Snapshot, Convert.ToHexString(SealedFormat.Seal(new(), golden.State, people, golden.Before).Bytes));
        var (state, head) = SealedFormat.Open((SealedSnapshot)Serializer.FromBinary(Convert.FromHexString(golden.Snapshot), "partition/5"), people);

        Assert.Equal((golden.State, golden.Before), (state, head));
    }

    [Fact]
    public void Every_kind_that_is_written_has_a_golden_payload()
    {
        var kinds = typeof(RunEvent).GetNestedTypes().Concat([typeof(JournalBatch), typeof(PartitionSnapshot), typeof(RunHistory), typeof(HeldPause)]);

        Assert.All(kinds, kind => Assert.Contains(GoldenPayloads.All, golden => golden.Meaning.GetType() == kind && golden.Manifest == Serializer.Manifest(golden.Meaning)));
    }

    private static void AssertSame(object expected, object actual)
    {
        switch (expected, actual)
        {
            case (JournalBatch first, JournalBatch second):
                Assert.Equal(first.Entries, second.Entries);
                break;
            case (RunEvent.Opened first, RunEvent.Opened second):
                Assert.Equal(first.Files, second.Files);
                Assert.Equal(first with { Files = [] }, second with { Files = [] });
                break;
            case (RunEvent.SourceAccepted first, RunEvent.SourceAccepted second):
                Assert.Equal(first.RowsBySheet, second.RowsBySheet);
                Assert.Equal(first with { RowsBySheet = second.RowsBySheet }, second);
                break;
            default:
                Assert.Equal(expected, actual);
                break;
        }
    }

    private sealed class People(IReadOnlyList<PersonIdentity> rows) : IPersonTable
    {
        public IReadOnlyList<PersonIdentity> Load(int partition) => rows;

        public Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people) => Task.CompletedTask;
    }
}
