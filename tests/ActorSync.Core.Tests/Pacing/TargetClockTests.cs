using ActorSync.Core.Pacing;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Pacing;

public sealed class TargetClockTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Fact]
    public void Nothing_seen_is_no_offset()
    {
        Assert.Null(TargetClock.Unknown.Offset);
        Assert.Equal(Start, TargetClock.Unknown.There(Start));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(9_999, 12)]
    public void A_date_at_the_end_of_time_says_nothing(int year, int month)
    {
        var placeholder = Instant.FromUtc(year, month, year == 1 ? 1 : 31, 23, 59, 59);

        Assert.Equal(TargetClock.Unknown, TargetClock.Unknown.Saw(placeholder, Start, Start));
    }

    [Theory]
    [InlineData(-7_203.25)]
    [InlineData(-0.4)]
    [InlineData(0)]
    [InlineData(0.9)]
    [InlineData(86_400.125)]
    public void Many_answers_bound_the_offset_far_more_closely_than_the_whole_seconds_of_their_dates(double seconds)
    {
        var ahead = Duration.FromSeconds(seconds);
        var clock = TargetClock.Unknown;
        for (var answer = 0; answer < 200; answer++)
        {
            clock = Answered(clock, Start + Duration.FromMilliseconds(137 * answer), ahead);
        }

        Assert.InRange(Assert.NotNull(clock.Offset), ahead - Duration.FromMilliseconds(60), ahead + Duration.FromMilliseconds(60));
    }

    [Fact]
    public void One_answer_tells_it_to_half_a_second()
    {
        var clock = Answered(TargetClock.Unknown, Start, Duration.FromSeconds(60));

        Assert.InRange(Assert.NotNull(clock.Offset), Duration.FromSeconds(59.4), Duration.FromSeconds(60.6));
    }

    [Fact]
    public void A_clock_that_was_set_is_followed_once_it_has_the_majority()
    {
        var clock = TargetClock.Unknown;
        for (var second = 0; second < 40; second++)
        {
            clock = Answered(clock, Start + Duration.FromSeconds(second), Duration.FromSeconds(second < 20 ? 0 : 600));
        }

        Assert.InRange(Assert.NotNull(clock.Offset), Duration.FromSeconds(599), Duration.FromSeconds(601));
    }

    [Fact]
    public void A_single_date_that_is_far_off_changes_little()
    {
        var clock = TargetClock.Unknown;
        for (var second = 0; second < 10; second++)
        {
            clock = Answered(clock, Start + Duration.FromSeconds(second), second == 5 ? Duration.FromDays(-365) : Duration.Zero);
        }

        Assert.InRange(Assert.NotNull(clock.Offset), Duration.FromSeconds(-1), Duration.FromSeconds(1));
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public void A_date_that_no_clock_shows_says_nothing(string date)
    {
        var clock = TargetClock.Unknown.Saw(InstantPattern.General.Parse(date).Value, Start, Start);

        Assert.Equal((TargetClock.Unknown, Start), (clock, clock.There(Start)));
    }

    /// <summary>An answer that takes 100 ms, stamped in the middle, with the fraction of the second cut off.</summary>
    private static TargetClock Answered(TargetClock clock, Instant sentAt, Duration ahead)
    {
        var stamped = sentAt + Duration.FromMilliseconds(50) + ahead;
        var date = Instant.FromUnixTimeSeconds(stamped.ToUnixTimeSeconds());
        return clock.Saw(date, sentAt, sentAt + Duration.FromMilliseconds(100));
    }
}
