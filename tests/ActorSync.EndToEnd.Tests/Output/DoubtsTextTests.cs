using ActorSync.Cli.Output;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class DoubtsTextTests
{
    [Theory]
    [InlineData(DoubtResult.Applied, "found applied 2026-03-01 12:00:00 UTC")]
    [InlineData(DoubtResult.Unsettled, "still unknown since 2026-03-01 12:00:00 UTC")]
    public void A_write_is_told_with_when_it_was_settled_or_since_when_it_is_in_doubt(DoubtResult result, string told)
    {
        using var text = new StringWriter();

        DoubtsText.Write(
            new ReportWriter(text, terminal: null),
            new RunDoubts(DoubtCounts.None.Count(result), [new ReportedDoubt("0001", "giving skill Billing at 3", "the target answered 502", result, Instant.FromUtc(2026, 3, 1, 12, 0))]));

        Assert.EndsWith($"; {told}\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Those_that_were_surely_sent_are_told_first()
    {
        using var text = new StringWriter();
        var at = Instant.FromUtc(2026, 3, 1, 12, 0);

        DoubtsText.Write(
            new ReportWriter(text, terminal: null),
            new RunDoubts(
                new DoubtCounts(0, 0, 0, 2),
                [
                    new ReportedDoubt("0001", "giving skill Billing at 3", WriteDoubt.AnswerNotRecorded, DoubtResult.Unsettled, at),
                    new ReportedDoubt("0002", "giving skill Billing at 3", "the target answered 502" + WriteDoubt.NotReadBack, DoubtResult.Unsettled, at),
                ]));

        Assert.Equal(["0002", "0001"], text.ToString().Split('\n').Where(line => line.StartsWith("    000", StringComparison.Ordinal)).Select(line => line.Trim()[..4]));
    }

    [Theory]
    [InlineData(WriteDoubt.AnswerNotRecorded, DoubtResult.Unsettled, true)]
    [InlineData(WriteDoubt.AnswerNotRecorded, DoubtResult.NotApplied, true)]
    [InlineData(WriteDoubt.AnswerNotRecorded, DoubtResult.Applied, false)]
    [InlineData("the target answered 502", DoubtResult.NotApplied, false)]
    public void Only_of_a_write_whose_answer_a_process_did_not_live_to_record_it_may_be_unknown_whether_it_was_sent(string reason, DoubtResult result, bool isUnknown)
    {
        using var text = new StringWriter();

        DoubtsText.Write(
            new ReportWriter(text, terminal: null),
            new RunDoubts(DoubtCounts.None.Count(result), [new ReportedDoubt("0001", "giving skill Billing at 3", reason, result, Instant.FromUtc(2026, 3, 1, 12, 0))]));

        Assert.Equal(isUnknown, text.ToString().Contains("Whether a write was sent is not known", StringComparison.Ordinal));
    }
}
