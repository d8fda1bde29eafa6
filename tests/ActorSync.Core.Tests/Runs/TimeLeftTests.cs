using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

public sealed class TimeLeftTests
{
    private const double Tolerance = 0.05;

    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    [Fact]
    public void The_requests_to_come_need_what_the_allowance_gives_them()
    {
        Assert.Equal(Duration.FromMinutes(2), TimeLeft.Of(600, 300));
        Assert.Equal(Duration.FromMinutes(2), new TimeLeft().Take(Noon, 0, 600, 300, null, isAway: false, doubts: 0, waiting: 0));
    }

    [Fact]
    public void Without_an_allowance_and_before_anything_was_sent_nothing_can_be_said()
    {
        Assert.Null(TimeLeft.Of(600, null));
        Assert.Null(new TimeLeft().Take(Noon, 0, 600, null, null, isAway: false, doubts: 0, waiting: 0));
    }

    [Fact]
    public void A_limit_that_drops_from_300_to_100_shows_at_once_where_the_gateway_knows_it()
    {
        var run = new Run(toCome: 6_000, isKnown: true);
        run.Go(Duration.FromMinutes(3), perMinute: 300);

        run.Go(Duration.FromSeconds(1), perMinute: 100);

        AssertRight(run, perMinute: 100);
    }

    [Fact]
    public void A_limit_that_drops_from_300_to_100_shows_within_a_minute_where_only_the_requests_tell()
    {
        var run = new Run(toCome: 6_000, isKnown: false);
        run.Go(Duration.FromMinutes(3), perMinute: 300);

        run.Go(TimeLeft.Window, perMinute: 100);

        AssertRight(run, perMinute: 100);
    }

    [Fact]
    public void Whatever_the_limit_changes_to_the_time_left_is_right_within_a_minute()
    {
        var changes =
            from before in Gen.Choose(60, 6_000)
            from after in Gen.Choose(60, 6_000)
            from isKnown in Gen.Elements(true, false)
            from seconds in Gen.Choose(1, 300)
            select (Before: before, After: after, IsKnown: isKnown, Seconds: seconds);

        Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var run = new Run(toCome: 100_000, change.IsKnown);
            run.Go(Duration.FromSeconds(change.Seconds), change.Before);
            run.Go(TimeLeft.Window, change.After);
            AssertRight(run, change.After);
        }).Check(Cases.Usual);
    }

    [Fact]
    public void A_target_slower_than_its_limit_is_measured()
    {
        var run = new Run(toCome: 6_000, isKnown: true) { Allowed = 300 };

        run.Go(Duration.FromMinutes(2), perMinute: 120);

        AssertRight(run, perMinute: 120);
    }

    [Fact]
    public void A_pause_comes_on_top_and_does_not_count_as_slowness()
    {
        var run = new Run(toCome: 6_000, isKnown: true);
        run.Go(Duration.FromMinutes(2), perMinute: 300);

        run.Pause(Duration.FromSeconds(45));
        var during = run.Left!.Value;
        run.Go(Duration.FromSeconds(1), perMinute: 300);

        Assert.Equal((run.ToCome + 5) / 300.0 * 60 + 1, during.TotalSeconds, tolerance: 2);
        AssertRight(run, perMinute: 300);
    }

    [Fact]
    public void Where_nothing_is_sent_although_it_might_be_no_time_is_told_until_something_is()
    {
        var run = new Run(toCome: 6_000, isKnown: true) { Allowed = 300 };
        run.Go(Duration.FromMinutes(1), perMinute: 300);

        run.Go(Duration.FromMinutes(2), perMinute: 0);
        Assert.Null(run.Left);
        run.Go(Duration.FromMinutes(1), perMinute: 300);

        AssertRight(run, perMinute: 300);
    }

    [Fact]
    public void Short_pauses_that_keep_coming_are_part_of_the_pace()
    {
        var run = new Run(toCome: 600, isKnown: true) { Allowed = 300 };

        for (var round = 0; round < 15; round++)
        {
            run.Go(Duration.FromSeconds(2), perMinute: 300);
            run.Pause(Duration.FromSeconds(2));
            if (round >= 5)
            {
                AssertRight(run, perMinute: 150, tolerance: 0.15);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Long_pauses_that_keep_coming_lengthen_the_time_that_is_left(bool isKnown)
    {
        var run = new Run(toCome: 6_000, isKnown) { Allowed = isKnown ? 300 : null };

        for (var minute = 0; minute < 10; minute++)
        {
            for (var second = 0; second < 40; second++)
            {
                run.Go(Duration.FromSeconds(1), perMinute: 300);
                if (minute >= 3)
                {
                    AssertRight(run, perMinute: 200);
                }
            }

            run.Pause(Duration.FromSeconds(20));
        }
    }

    [Fact]
    public void Whatever_long_pauses_keep_coming_the_time_left_holds_them()
    {
        var rhythms =
            from work in Gen.Choose(10, 120)
            from pause in Gen.Choose(10, 120)
            select (Work: Duration.FromSeconds(work), Pause: Duration.FromSeconds(pause));

        Prop.ForAll(rhythms.ToArbitrary(), rhythm =>
        {
            var run = new Run(toCome: 100_000, isKnown: true) { Allowed = 300 };
            for (var round = 0; round < 8; round++)
            {
                run.Go(rhythm.Work, perMinute: 300);
                run.Pause(rhythm.Pause);
            }

            run.Go(rhythm.Work, perMinute: 300);
            AssertRight(run, perMinute: 300 * (rhythm.Work / (rhythm.Work + rhythm.Pause)));
        }).Check(Cases.Usual);
    }

    [Fact]
    public void Long_pauses_that_came_and_come_no_more_are_forgotten_by_and_by()
    {
        var run = new Run(toCome: 100_000, isKnown: true) { Allowed = 300 };
        for (var round = 0; round < 3; round++)
        {
            run.Go(Duration.FromSeconds(40), perMinute: 300);
            run.Pause(Duration.FromSeconds(20));
        }

        run.Go(Duration.FromMinutes(15), perMinute: 300);

        AssertRight(run, perMinute: 300);
    }

    [Fact]
    public void A_pause_that_goes_on_in_another_is_one_and_says_nothing_of_what_is_to_come()
    {
        var run = new Run(toCome: 6_000, isKnown: true) { Allowed = 300 };
        run.Go(Duration.FromMinutes(2), perMinute: 300);

        run.Pause(Duration.FromSeconds(20));
        run.Go(Duration.FromSeconds(1), perMinute: 60);
        run.Pause(Duration.FromSeconds(20));
        run.Go(Duration.FromSeconds(1), perMinute: 300);

        AssertRight(run, perMinute: 300);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_target_that_was_away_for_45_s_does_not_count_as_slow(bool isKnown)
    {
        var run = new Run(toCome: 600, isKnown) { Allowed = isKnown ? 300 : null };
        run.Go(Duration.FromSeconds(20), perMinute: 300);

        run.Go(Duration.FromSeconds(45), perMinute: 20, isAway: true);

        for (var second = 0; second < 60; second++)
        {
            run.Go(Duration.FromSeconds(1), perMinute: 300);
            AssertRight(run, perMinute: 300);
        }
    }

    [Fact]
    public void A_target_slower_than_its_limit_is_still_known_to_be_after_it_was_away()
    {
        var run = new Run(toCome: 6_000, isKnown: true) { Allowed = 300 };
        run.Go(Duration.FromMinutes(2), perMinute: 120);

        run.Go(Duration.FromSeconds(45), perMinute: 20, isAway: true);
        run.Go(Duration.FromSeconds(1), perMinute: 120);

        AssertRight(run, perMinute: 120);
    }

    [Fact]
    public void A_login_that_is_away_from_the_start_leaves_the_time_that_the_allowance_gives()
    {
        var run = new Run(toCome: 600, isKnown: true) { Allowed = 300 };

        run.Go(Duration.FromSeconds(45), perMinute: 0, isAway: true);
        run.Go(Duration.FromSeconds(1), perMinute: 300);

        AssertRight(run, perMinute: 300);
    }

    [Fact]
    public void The_last_of_many_doubts_puts_the_end_off_by_twice_of_what_one_waits()
    {
        var left = new TimeLeft();
        Duration? time = null;
        for (var second = 0; second <= 120; second++)
        {
            time = left.Take(Noon + Duration.FromSeconds(second), 5 * second, 600, 300, null, isAway: false, doubts: second, waiting: 6);
        }

        Assert.InRange(time!.Value.TotalSeconds, 120 + 11, 120 + 12); // Six wait at any time, and each second brings a doubt: each lasts 6 s.
    }

    [Fact]
    public void However_many_wait_all_the_time_no_more_is_put_down_to_doubts_than_those_can_have_waited()
    {
        var left = new TimeLeft();
        for (var second = 0; second <= 120; second++)
        {
            var doubts = second < 10 ? 4 : 5;
            var time = left.Take(Noon + Duration.FromSeconds(second), 5 * second, 600, 300, null, isAway: false, doubts, waiting: 50);

            Assert.InRange(time!.Value.TotalSeconds, 120, second < 10 || second > 40 ? 120 : 125);
        }
    }

    [Fact]
    public void Where_nobody_waits_and_nothing_is_to_come_no_doubt_puts_the_end_off()
    {
        var left = new TimeLeft();
        for (var second = 0; second < 60; second++)
        {
            var toCome = 300 - (5 * second);
            var time = Assert.NotNull(left.Take(Noon + Duration.FromSeconds(second), 5 * second, toCome, 300, null, isAway: false, doubts: second, waiting: 6));
            Assert.True(second < 2 || time > Duration.FromMinutes(toCome / 300.0), $"{time} at second {second}");
        }

        Assert.Equal(Duration.Zero, left.Take(Noon + Duration.FromMinutes(1), 300, 0, 300, null, isAway: false, doubts: 60, waiting: 0));
    }

    private static void AssertRight(Run run, double perMinute, double tolerance = Tolerance)
    {
        var right = run.ToCome / perMinute * 60;
        Assert.InRange(run.Left!.Value.TotalSeconds, right * (1 - tolerance), right * (1 + tolerance));
    }

    /// <summary>A run whose pictures are taken once a second while the clock moves.</summary>
    private sealed class Run(long toCome, bool isKnown)
    {
        private readonly TimeLeft _left = new();
        private Instant _now = Noon;
        private double _sent;

        public double? Allowed { get; init; }

        public Duration? Left { get; private set; }

        public long ToCome => toCome - (long)_sent;

        public void Go(Duration time, double perMinute, bool isAway = false)
        {
            for (var passed = Duration.Zero; passed < time; passed += Duration.FromSeconds(1))
            {
                Look(perMinute, null, isAway);
                _now += Duration.FromSeconds(1);
                _sent += perMinute / 60;
            }

            Look(perMinute, null, isAway);
        }

        public void Pause(Duration time)
        {
            var until = _now + time;
            for (; _now < until; _now += Duration.FromSeconds(1))
            {
                Look(300, until, isAway: false);
            }
        }

        private void Look(double perMinute, Instant? pausedUntil, bool isAway) =>
            Left = _left.Take(_now, (long)_sent, ToCome, isKnown ? Allowed ?? perMinute : null, pausedUntil, isAway, doubts: 0, waiting: 0);
    }
}
