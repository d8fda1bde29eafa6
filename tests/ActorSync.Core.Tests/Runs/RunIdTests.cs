using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class RunIdTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 25, 17, 15, 3).Plus(Duration.FromMilliseconds(123));

    [Fact]
    public void A_run_is_named_by_the_instant_at_which_it_begins()
    {
        Assert.Equal(new RunId("20261125T171503123Z"), RunId.Of(Start, latest: null));
        Assert.Equal(new RunId("20261125T171503123Z"), RunId.Of(Start, new("20261125T171503122Z")));
    }

    [Theory]
    [InlineData("20261125T171503123Z", "20261125T171503124Z")]
    [InlineData("20271231T235959999Z", "20280101T000000000Z")]
    public void Where_the_clock_was_set_back_it_is_named_right_behind_the_run_before(string latest, string next) =>
        Assert.Equal(new RunId(next), RunId.Of(Start, new(latest)));

    [Fact]
    public void Whatever_the_clock_does_later_runs_have_greater_names() => Prop.ForAll<int[]>(moves =>
    {
        RunId? latest = null;
        foreach (var move in moves)
        {
            var next = RunId.Of(Start + Duration.FromMilliseconds(move), latest);
            if (latest is { } before && next.CompareTo(before) <= 0)
            {
                return false;
            }

            latest = next;
        }

        return true;
    }).Check(Cases.Usual);
}
