using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class AllowanceMeterTests
{
    private const double FivePerSecond = 300;

    private readonly AllowanceMeter _meter = new();

    [Fact]
    public void A_run_that_sends_at_the_allowed_pace_used_all_of_it()
    {
        Stand(0, isBusy: true);

        // The first at once, then one each 200 ms.
        Assert.Equal(1, Read(10, sent: 51).Utilisation);
        Assert.Equal((51, 10), (Read(10, 51).Allowed, Read(10, 51).Worked.TotalSeconds));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_observation_that_comes_late_counts_from_the_last_one(bool isBusy)
    {
        Stand(0, isBusy);
        var read = Read(10, sent: 5);

        Stand(9.9, isBusy);

        Assert.Equal(read, Read(10, sent: 5));
        Assert.Equal(isBusy ? 11 : 0, Read(11, sent: 5).Worked.TotalSeconds);
    }

    [Fact]
    public void Half_the_pace_is_half_of_it()
    {
        Stand(0, isBusy: true);

        Assert.Equal(0.5, Read(100, sent: 250).Utilisation!.Value, 0.002);
    }

    [Fact]
    public void A_token_that_comes_and_goes_while_nothing_is_to_be_sent_saves_no_more_than_one_request()
    {
        for (var second = 0; second < 10; second++)
        {
            _meter.Observe(TimeSpan.FromSeconds(second), 300, tokens: second % 2, isBusy: false, isHeldBack: false, sent: 0);
        }

        _meter.Observe(TimeSpan.FromSeconds(10), 300, tokens: 1, isBusy: true, isHeldBack: false, sent: 0);

        Assert.Equal(1, Read(10, 0).Allowed);
    }

    [Fact]
    public void While_nothing_is_to_be_sent_nothing_is_missed_but_one_request()
    {
        Stand(0, isBusy: true);
        Stand(10, isBusy: false);
        Stand(3_610, isBusy: true);

        Assert.Equal((1 + 50 + 1 + 50, 10 + 0.2 + 10), (Read(3_620, 0).Allowed, Read(3_620, 0).Worked.TotalSeconds));
    }

    [Fact]
    public void A_breath_between_two_requests_saves_no_more_than_its_own_time()
    {
        for (var second = 0; second < 10; second++)
        {
            Stand(second, isBusy: true);
            Stand(second + 0.9, isBusy: false);
        }

        Assert.Equal(1 + 49.5, Read(10, 0).Allowed, 6);
    }

    [Fact]
    public void A_pause_is_time_that_was_allowed_and_is_told_apart()
    {
        Stand(0, isBusy: true);
        Stand(10, isBusy: true, isHeldBack: true);
        Stand(40, isBusy: true);

        var use = Read(60, sent: 151);

        Assert.Equal(Duration.FromSeconds(30), use.InPause);
        Assert.Equal(0.5, use.Utilisation!.Value, 0.01);
    }

    [Fact]
    public void Each_token_that_comes_into_use_brings_its_own_allowance()
    {
        Stand(0, isBusy: true, tokens: 0, perMinute: 0);
        Stand(5, isBusy: true, tokens: 1);
        Stand(15, isBusy: true, tokens: 2, perMinute: 2 * FivePerSecond);

        Assert.Equal(1 + 50 + 1 + 100, Read(25, 0).Allowed);
    }

    [Fact]
    public void A_limit_that_changes_counts_from_then_on()
    {
        Stand(0, isBusy: true);
        Stand(60, isBusy: true, perMinute: 100);

        Assert.Equal(1 + 300 + 100, Read(120, 0).Allowed, 6);
    }

    [Fact]
    public void Without_a_local_pace_nothing_can_be_said_of_use()
    {
        _meter.Observe(TimeSpan.Zero, null, 1, isBusy: true, isHeldBack: false, sent: 0);

        var use = Read(10, sent: 1_000);

        Assert.Null(use.Utilisation);
        Assert.Equal((0, 0, 10), (use.Sent, use.Allowed, use.Worked.TotalSeconds));
    }

    [Fact]
    public void Without_a_local_pace_use_is_told_for_as_long_as_a_limit_is_known()
    {
        _meter.Observe(TimeSpan.Zero, null, 1, isBusy: true, isHeldBack: false, sent: 0);
        _meter.Observe(TimeSpan.FromSeconds(10), 60, 1, isBusy: true, isHeldBack: false, sent: 1_000);
        _meter.Observe(TimeSpan.FromSeconds(70), null, 1, isBusy: true, isHeldBack: false, sent: 1_054);

        var use = Read(80, sent: 2_000);

        Assert.Equal((54, 60), (use.Sent, use.Allowed));
    }

    [Fact]
    public void Nothing_allowed_is_ever_lost_by_looking() => Prop.ForAll(
        (from seconds in Gen.Choose(1, 60) from busy in Gen.Elements(true, false) select (seconds, busy)).ListOf().ToArbitrary(),
        steps =>
        {
            var (looked, other) = (new AllowanceMeter(), new AllowanceMeter());
            var now = 0;
            foreach (var (seconds, busy) in steps)
            {
                looked.Observe(TimeSpan.FromSeconds(now), FivePerSecond, 1, busy, isHeldBack: false, sent: 0);
                other.Observe(TimeSpan.FromSeconds(now), FivePerSecond, 1, busy, isHeldBack: false, sent: 0);
                _ = looked.Read(TimeSpan.FromSeconds(now + (seconds / 2d)), 0);
                now += seconds;
            }

            var end = TimeSpan.FromSeconds(now);
            return Math.Abs(looked.Read(end, 0).Allowed - other.Read(end, 0).Allowed) < 1e-6;
        }).Check(Cases.Usual);

    private void Stand(double seconds, bool isBusy, bool isHeldBack = false, int tokens = 1, double perMinute = FivePerSecond) =>
        _meter.Observe(TimeSpan.FromSeconds(seconds), perMinute, tokens, isBusy, isHeldBack, sent: 0);

    private GatewayUse Read(double seconds, long sent) => _meter.Read(TimeSpan.FromSeconds(seconds), sent);
}
