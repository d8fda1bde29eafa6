using ActorSync.Core.Leases;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Leases;

public sealed class LeaseHoldTests
{
    private static readonly ClockReading Start = new(TimeSpan.FromHours(1), Instant.FromUtc(2026, 3, 1, 12, 0));
    private static readonly LeaseHold Hold = new(Start, LeaseTerm.Default);

    [Theory]
    [InlineData(26, 26, true, false)]
    [InlineData(27, 0, false, false)]
    [InlineData(0, 27, false, false)]
    [InlineData(0, 31, false, true)]
    [InlineData(31, -3_600, false, true)]
    public void It_is_relied_on_by_the_clock_that_has_moved_further(int elapsed, int wall, bool allows, bool mayHaveRunOut)
    {
        var now = After(elapsed, wall);

        Assert.Equal((allows, mayHaveRunOut), (Hold.AllowsSend(now), Hold.MayHaveRunOut(now)));
    }

    [Fact]
    public void Whatever_one_clock_says_nothing_is_sent_once_the_other_has_moved_by_the_term() =>
        Check.One(Cases.Usual, Prop.ForAll(
            (from seconds in Gen.Choose(LeaseTerm.LeastSeconds, LeaseTerm.MostSeconds)
             from over in Gen.Choose(0, 10_000)
             from other in Gen.Choose(-100_000, 100_000)
             from isWall in Gen.Elements(true, false)
             select (seconds, over, other, isWall)).ToArbitrary(),
            drawn =>
            {
                var hold = new LeaseHold(Start, LeaseTerm.OfSeconds(drawn.seconds));
                var far = drawn.seconds + drawn.over;
                var now = drawn.isWall ? After(drawn.other, far) : After(far, drawn.other);
                return !hold.AllowsSend(now) && hold.MayHaveRunOut(now);
            }));

    private static ClockReading After(int elapsed, int wall) => new(Start.Elapsed + TimeSpan.FromSeconds(elapsed), Start.Wall + Duration.FromSeconds(wall));
}
