using ActorSync.Core.Pacing;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>One limit by itself: its pace, its window, its pauses and the request that proves a pause over.</summary>
public sealed class AllowanceTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_limit_by_the_second_is_told_by_the_minute()
    {
        Assert.Equal(6_000, new Allowance(100, Seconds(1), learns: true).PerMinute);
        Assert.Equal(100, new Allowance(100, Minute, learns: true).PerMinute);
        Assert.Null(new Allowance(null, Minute, learns: true).PerMinute);
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(60, 59)]
    [InlineData(300, 297)]
    public void A_look_for_a_raise_never_goes_beyond_what_is_configured(int configured, int allowed)
    {
        var allowance = new Allowance(configured, Minute, learns: true);
        var raised = Minute * 5;
        var counted = new List<TimeSpan>();
        var now = TimeSpan.Zero;
        for (var id = 1L; now < Minute * 20; id++)
        {
            while (allowance.ReadyAt(now) is var ready && ready > now)
            {
                now = ready;
            }

            allowance.Take(id, now);
            if (now < raised && counted.Count(at => at > now - Minute) >= allowed)
            {
                allowance.Refuse(id, new AttemptReport.Throttled(now, now, RetryAfter.Read("1", null, default, default), now + Seconds(1), Limit: null));
            }
            else
            {
                allowance.Accept(id, now);
                counted.Add(now);
            }

        }

        Assert.False(allowance.IsLearned); // The raise was found.
        AssertNeverMore(configured, counted);
    }

    [Fact]
    public void Whatever_becomes_of_requests_no_window_has_more_than_is_configured_of_those_that_may_have_been_counted()
    {
        var scenarios =
            from configured in Gen.Choose(1, 40)
            from allowed in Gen.Choose(1, 40)
            from lost in Gen.Elements(0, 5, 30, 80)
            from seed in Gen.Choose(0, int.MaxValue)
            select (configured, allowed: Math.Min(allowed, configured), lost, seed);

        Check.One(Cases.Usual, Prop.ForAll(scenarios.ToArbitrary(), scenario =>
        {
            var (allowance, random) = (new Allowance(scenario.configured, Minute, learns: true), new Random(scenario.seed));
            var (counted, mayBeCounted) = (new List<TimeSpan>(), new List<TimeSpan>());
            var now = TimeSpan.Zero;
            for (var id = 1L; now < Minute * 15; id++)
            {
                while (allowance.ReadyAt(now) is var ready && ready > now)
                {
                    now = ready;
                }

                allowance.Take(id, now);
                var isLost = random.Next(100) < scenario.lost;
                if (now < Minute * 5 && counted.Count(at => at > now - Minute) >= scenario.allowed)
                {
                    allowance.Refuse(id, new AttemptReport.Throttled(now, now, RetryAfter.Read("1", null, default, default), now + Seconds(1), Limit: null));
                    continue;
                }

                mayBeCounted.Add(now);
                if (isLost)
                {
                    allowance.Lose(id, now);
                    continue;
                }

                counted.Add(now);
                allowance.Accept(id, now);
            }

            AssertNeverMore(scenario.configured, mayBeCounted);
        }));
    }

    [Fact]
    public void After_a_pause_one_request_goes_and_the_next_waits_for_it_for_five_seconds()
    {
        var allowance = Unlimited();
        allowance.Pause(Seconds(10));
        Assert.Equal(Seconds(10), allowance.ReadyAt(Seconds(1)));

        allowance.Take(1, Seconds(12));

        Assert.Equal(Seconds(17), allowance.ReadyAt(Seconds(12)));
        allowance.Accept(1, Seconds(12));
        Assert.Equal(Seconds(10), allowance.ReadyAt(Seconds(13))); // Proved: only the pause that is over is left of it.
    }

    [Fact]
    public void One_that_goes_while_the_first_is_still_awaited_does_not_take_its_place()
    {
        var allowance = Unlimited();
        allowance.Pause(Seconds(10));
        allowance.Take(1, Seconds(12));
        allowance.Take(2, Seconds(17));

        allowance.Accept(1, Seconds(12));

        Assert.Equal(Seconds(10), allowance.ReadyAt(Seconds(18)));
    }

    [Fact]
    public void What_was_taken_before_the_pause_proves_nothing()
    {
        var allowance = Unlimited();
        allowance.Take(1, Seconds(1));
        allowance.Pause(Seconds(10));
        allowance.Take(2, Seconds(12));

        allowance.Accept(1, Seconds(1));

        Assert.Equal(Seconds(17), allowance.ReadyAt(Seconds(13)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_first_was_lost_or_never_sent_another_one_may_prove_it_at_once(bool isLost)
    {
        var allowance = Unlimited();
        allowance.Pause(Seconds(10));
        allowance.Take(1, Seconds(12));

        if (isLost)
        {
            allowance.Lose(1, Seconds(12));
        }
        else
        {
            allowance.GiveBack(1);
        }

        Assert.Equal(Seconds(10), allowance.ReadyAt(Seconds(13)));
        allowance.Take(2, Seconds(13));
        Assert.Equal(Seconds(18), allowance.ReadyAt(Seconds(13)));
    }

    [Fact]
    public void Another_that_is_lost_leaves_the_first_awaited()
    {
        var allowance = Unlimited();
        allowance.Take(1, Seconds(1));
        allowance.Pause(Seconds(10));
        allowance.Take(2, Seconds(12));

        allowance.Lose(1, Seconds(1));

        Assert.Equal(Seconds(17), allowance.ReadyAt(Seconds(12)));
    }

    [Fact]
    public void Of_two_pauses_the_later_wins_and_one_that_ends_sooner_changes_nothing()
    {
        var allowance = Unlimited();
        allowance.Pause(Seconds(10));
        allowance.Pause(Seconds(7));
        Assert.Equal(Seconds(10), allowance.PausedUntil);
        allowance.Take(1, Seconds(12));
        allowance.Accept(1, Seconds(12));

        allowance.Pause(Seconds(10)); // Not anew: it has been proved over.

        allowance.Take(2, Seconds(13));
        Assert.Equal(Seconds(10), allowance.ReadyAt(Seconds(13)));
    }

    [Fact]
    public void A_hold_is_no_pause_so_that_nothing_has_to_prove_it_over()
    {
        var allowance = Unlimited();
        allowance.Hold(Seconds(10));
        allowance.Hold(Seconds(7));

        Assert.Equal((Seconds(10), TimeSpan.Zero), (allowance.ReadyAt(Seconds(1)), allowance.PausedUntil));
        allowance.Release();
        allowance.Take(1, Seconds(2));
        Assert.Equal(TimeSpan.Zero, allowance.ReadyAt(Seconds(2)));
    }

    [Fact]
    public void Sends_are_an_interval_apart_less_what_timers_are_late()
    {
        var allowance = new Allowance(60, Minute, learns: true);

        allowance.Take(1, Seconds(100));

        Assert.Equal(Seconds(101) - PacingRules.Tolerance - PacingRules.Tolerance, allowance.ReadyAt(Seconds(100)));
    }

    [Fact]
    public void Who_waited_catches_up_at_twice_the_pace_and_no_faster()
    {
        var allowance = new Allowance(60, Minute, learns: true);
        allowance.Take(1, Seconds(100));
        allowance.ReadyAt(Seconds(100)); // Waits from here on, and its turn comes late.
        allowance.Take(2, Seconds(102.9));

        Assert.Equal(Seconds(103.4), allowance.ReadyAt(Seconds(102.9)));
    }

    [Fact]
    public void Of_any_requests_one_more_than_the_limit_the_last_leaves_a_window_after_the_first_was_counted()
    {
        var allowance = new Allowance(2, Seconds(10), learns: true);
        allowance.Take(1, Seconds(100));
        allowance.Accept(1, Seconds(100.3));
        allowance.ReadyAt(Seconds(100));
        allowance.Take(2, Seconds(105));

        Assert.Equal(Seconds(110.3) + PacingRules.ClockMargin(Seconds(10)), allowance.ReadyAt(Seconds(105)));
    }

    [Fact]
    public void One_that_was_never_sent_leaves_no_gap()
    {
        var allowance = new Allowance(60, Minute, learns: true);
        allowance.Take(1, Seconds(100));
        var before = allowance.ReadyAt(Seconds(100));
        allowance.Take(2, Seconds(101));
        allowance.GiveBack(2);
        allowance.GiveBack(7); // Of nothing nothing is given back.

        Assert.Equal(before, allowance.ReadyAt(Seconds(101)));
    }

    [Fact]
    public void Without_learning_only_the_pauses_are_kept()
    {
        var allowance = new Allowance(null, Minute, learns: false);
        for (var id = 1; id <= 100; id++)
        {
            allowance.Take(id, Seconds(100));
            allowance.Accept(id, Seconds(100));
        }

        allowance.Take(101, Seconds(200));
        allowance.Refuse(101, Throttled(sentAt: 200, receivedAt: 200, wait: 30));

        Assert.Equal((null, false, Seconds(230)), (allowance.Limit, allowance.IsLearned, allowance.PausedUntil));
    }

    [Fact]
    public void A_refusal_shows_how_much_was_counted_and_those_that_were_under_way_with_it_say_the_same()
    {
        var allowance = Learning(taken: 40);

        allowance.Take(41, Seconds(80));
        allowance.Take(42, Seconds(80.1));
        allowance.Refuse(41, Throttled(sentAt: 80, receivedAt: 80.2, wait: 20));
        var learned = allowance.Limit; // The other one may have been counted.
        allowance.Refuse(42, Throttled(sentAt: 80.1, receivedAt: 80.3, wait: 20));

        Assert.Equal((41, true, 41), (learned, allowance.IsLearned, allowance.Limit));
        Assert.Equal(Seconds(100.3), allowance.PausedUntil);
    }

    [Fact]
    public void Within_the_first_window_a_refusal_teaches_nothing_since_an_earlier_process_may_have_sent_more()
    {
        var allowance = new Allowance(null, Minute, learns: true);
        allowance.Take(1, Seconds(100));
        allowance.Accept(1, Seconds(100));
        allowance.Take(2, Seconds(159));

        allowance.Refuse(2, Throttled(sentAt: 159, receivedAt: 159.9, wait: 5));

        Assert.Null(allowance.Limit);
    }

    [Fact]
    public void A_limit_that_the_answer_names_is_taken_by_the_minute_whatever_window_is_kept()
    {
        var second = new Allowance(100, Seconds(1), learns: true);
        second.Take(1, Seconds(100));
        second.Refuse(1, Throttled(sentAt: 100, receivedAt: 100.2, wait: 1, named: 300));

        var minute = new Allowance(null, Minute, learns: true);
        minute.Take(1, Seconds(100));
        minute.Refuse(1, Throttled(sentAt: 100, receivedAt: 100.2, wait: 1, named: 30));

        Assert.Equal((5, 30), (second.Limit, minute.Limit));
    }

    [Theory]
    [InlineData(61.0, true)]
    [InlineData(61.1, false)]
    [InlineData(null, true)]
    public void A_wait_that_is_longer_than_the_window_is_about_another_limit(double? stated, bool canMean) =>
        Assert.Equal(canMean, new Allowance(100, Minute, learns: true).CanMean(stated is { } seconds ? Seconds(seconds) : null));

    private static Allowance Unlimited() => new(null, Minute, learns: true);

    // A minute and more of sends, so that what the target counts is known.
    private static Allowance Learning(int taken)
    {
        var allowance = Unlimited();
        allowance.Take(0, TimeSpan.Zero);
        allowance.Accept(0, TimeSpan.Zero);
        for (var id = 1; id <= taken; id++)
        {
            allowance.Take(id, Seconds(60 + (id * 0.1)));
            allowance.Accept(id, Seconds(60 + (id * 0.1)));
        }

        return allowance;
    }

    private static AttemptReport.Throttled Throttled(double sentAt, double receivedAt, double wait, int? named = null) => new(
        Seconds(sentAt),
        Seconds(receivedAt),
        new RetryAfter(Seconds(wait), RetryAfterSource.Seconds, IsCapped: false),
        Seconds(receivedAt + wait),
        named is { } value ? new NamedLimit("route.requests.rate.per.minute", "platform.api", value) : null);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static void AssertNeverMore(int limit, List<TimeSpan> sends) =>
        Assert.All(sends.Zip(sends.Skip(limit)), pair => Assert.True(pair.Second - pair.First > Minute, $"{limit + 1} from {pair.First} to {pair.Second}"));
}
