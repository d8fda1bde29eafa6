using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class RateBudgetTests
{
    [Fact]
    public void The_pace_stretches_the_window_by_tolerance_and_jitter()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(200.2), PacingRules.PerMinute(300).Interval);
        Assert.Equal(TimeSpan.FromMilliseconds(10), new PacingRules(50, TimeSpan.FromSeconds(1), null).Jitter);
    }

    [Fact]
    public void The_second_request_waits_for_the_interval_less_the_tolerance()
    {
        var budget = Open(PacingRules.PerMinute(300)).Take(0, TimeSpan.Zero);

        Assert.Equal(new PermitDecision.WaitUntil(Milliseconds(190.2)), budget.Decide(Milliseconds(1)));
        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(Milliseconds(190.2)));
    }

    [Fact]
    public void Idling_saves_nothing_up()
    {
        var afterAnHour = TimeSpan.FromHours(1);
        var budget = Open(PacingRules.PerMinute(300)).Take(0, TimeSpan.Zero).End(0, null).Take(0, afterAnHour);

        Assert.Equal(new PermitDecision.WaitUntil(afterAnHour + Milliseconds(190.2)), budget.Decide(afterAnHour));
    }

    [Fact]
    public void A_limit_of_zero_paces_nothing_and_lets_64_be_under_way()
    {
        var budget = Open(PacingRules.PerMinute(0));
        for (var request = 0; request < 64; request++)
        {
            Assert.IsType<PermitDecision.Granted>(budget.Decide(TimeSpan.Zero));
            budget = budget.Take(0, TimeSpan.Zero);
        }

        Assert.IsType<PermitDecision.Full>(budget.Decide(TimeSpan.Zero));
        Assert.IsType<PermitDecision.Granted>(budget.End(0, null).Decide(TimeSpan.Zero));
    }

    [Fact]
    public void A_configured_limit_of_requests_under_way_is_kept()
    {
        var budget = Open(PacingRules.PerMinute(0, maxInFlight: 1)).Take(0, TimeSpan.Zero);

        Assert.IsType<PermitDecision.Full>(budget.Decide(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_derived_limit_follows_the_measured_latency()
    {
        var budget = Open(PacingRules.PerMinute(3000));
        var before = budget.MaxInFlight;

        for (var answer = 0; answer < 100; answer++)
        {
            var now = TimeSpan.FromSeconds(answer);
            budget = budget.Take(0, now).End(0, Milliseconds(20));
        }

        Assert.Equal(30, before);
        Assert.Equal(6, budget.MaxInFlight);
    }

    [Fact]
    public void A_paused_lane_sends_nothing_before_its_instant_and_the_other_goes_on()
    {
        var budget = new RateBudget(PacingRules.PerMinute(0), 2).Open(0).Open(1).Pause(0, TimeSpan.FromSeconds(5));

        Assert.Equal(new PermitDecision.Granted(1), budget.Decide(TimeSpan.Zero));
        Assert.Null(budget.PausedAsAWholeUntil(TimeSpan.Zero));

        var both = budget.Pause(1, TimeSpan.FromSeconds(7));
        Assert.Equal(new PermitDecision.WaitUntil(TimeSpan.FromSeconds(5)), both.Decide(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(5), both.PausedAsAWholeUntil(TimeSpan.Zero));
    }

    [Fact]
    public void A_shorter_pause_never_shortens_a_longer_one()
    {
        var budget = Open(PacingRules.PerMinute(0)).Pause(0, TimeSpan.FromSeconds(9)).Pause(0, TimeSpan.FromSeconds(2));

        Assert.Equal(new PermitDecision.WaitUntil(TimeSpan.FromSeconds(9)), budget.Decide(TimeSpan.Zero));
    }

    [Fact]
    public void A_lane_without_a_token_is_not_used()
    {
        var budget = new RateBudget(PacingRules.PerMinute(300), 1);

        Assert.IsType<PermitDecision.NoLaneOpen>(budget.Decide(TimeSpan.Zero));
        Assert.IsType<PermitDecision.NoLaneOpen>(budget.Open(0).Close(0).Decide(TimeSpan.Zero));
    }

    [Fact]
    public void Unpaced_lanes_share_the_requests_under_way()
    {
        var budget = new RateBudget(PacingRules.PerMinute(0), 2).Open(0).Open(1);
        for (var request = 0; request < 10; request++)
        {
            var granted = Assert.IsType<PermitDecision.Granted>(budget.Decide(TimeSpan.Zero));
            budget = budget.Take(granted.Lane, TimeSpan.Zero);
        }

        Assert.Equal([5, 5], budget.Lanes.Select(lane => lane.InFlight));
    }

    [Fact]
    public void Taking_a_permit_that_was_not_granted_is_a_fault()
    {
        var budget = Open(PacingRules.PerMinute(300)).Take(0, TimeSpan.Zero);

        Assert.Throws<InvalidOperationException>(() => budget.Take(0, TimeSpan.Zero));
    }

    private static RateBudget Open(PacingRules rules) => new RateBudget(rules, 1).Open(0);

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
