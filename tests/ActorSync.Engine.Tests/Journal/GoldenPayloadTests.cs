using ActorSync.Core.Pacing;
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
}
