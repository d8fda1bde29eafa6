using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class LimitClimbTests
{
    private readonly LimitClimb _climb = new(TimeSpan.FromMinutes(1));

    [Fact]
    public void It_begins_at_twice_the_limit_that_proved_too_low()
    {
        Assert.Null(_climb.From);

        Assert.Equal(600, _climb.Begin(300));
        Assert.Equal(300, _climb.From);
    }

    [Fact]
    public void It_doubles_again_once_five_seconds_of_a_pace_were_taken()
    {
        _climb.Begin(300);

        Assert.All(Enumerable.Range(0, 49), _ => Assert.Equal(600, _climb.Accepted(600)));
        Assert.Equal(1_200, _climb.Accepted(600));
    }

    [Fact]
    public void A_limit_of_one_is_doubled_with_each_request()
    {
        Assert.Equal(2, _climb.Begin(1));
        Assert.Equal(4, _climb.Accepted(2));
    }

    [Theory]
    [InlineData(3_000)]
    [InlineData(int.MaxValue)]
    public void A_pace_finer_than_timers_is_none_and_the_climb_goes_on(int proven)
    {
        Assert.Null(_climb.Begin(proven));
        Assert.Equal(proven, _climb.From);
    }

    [Fact]
    public void A_refusal_ends_it()
    {
        _climb.Begin(300);
        _climb.End();

        Assert.Null(_climb.From);
    }
}
