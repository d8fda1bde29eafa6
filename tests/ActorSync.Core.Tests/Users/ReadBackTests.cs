using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Users;

public sealed class ReadBackTests
{
    [Fact]
    public void What_a_read_shows_settles_a_write_whatever_the_reads_before_it_did_not_show()
    {
        Assert.Equal(DoubtResult.Applied, ReadBack.Judge(2, 2, 0));
        Assert.Equal(DoubtResult.AppliedInPart, ReadBack.Judge(2, 1, 1));
    }

    [Fact]
    public void Nothing_shown_is_not_yet_visible_until_the_reads_are_used_up()
    {
        for (var reads = 0; reads < ReadBack.Waits.Length; reads++)
        {
            Assert.Null(ReadBack.Judge(1, 0, reads));
        }

        Assert.Equal(DoubtResult.NotApplied, ReadBack.Judge(1, 0, ReadBack.Waits.Length));
    }

    [Fact]
    public void A_target_is_late_for_as_long_as_a_write_is_under_way_and_looks_are_waited_for() =>
        Assert.Equal(Duration.FromSeconds(30 + 2 + 4), ReadBack.IsLateFor(Duration.FromSeconds(30)));
}
