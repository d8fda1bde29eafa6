using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

/// <summary>What a budget tells of the pauses of its tokens and routes.</summary>
public sealed class RateBudgetPausesTests
{
    private const string Users = "GET /api/v2/users";

    private static readonly TimeSpan Now = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_lane_is_paused_until_its_instant_and_no_longer_at_it()
    {
        var budget = Budget(lanes: 2);
        budget.Pause(0, Now);

        Assert.Equal((true, false, false), (budget.IsPaused(0, Now - TimeSpan.FromTicks(1)), budget.IsPaused(0, Now), budget.IsPaused(1, TimeSpan.Zero)));
    }

    [Fact]
    public void The_first_pause_to_end_is_told_apart_from_the_next_one_that_lasts()
    {
        var budget = Budget(lanes: 3);
        budget.Pause(0, Now);
        budget.Pause(1, Now + Seconds(5));
        budget.Pause(2, Now + Seconds(9));

        Assert.Equal(Now, budget.FirstPauseEnd);
        Assert.Equal(Now, budget.NextPauseEnd(Now - TimeSpan.FromTicks(1)));
        Assert.Equal(Now + Seconds(5), budget.NextPauseEnd(Now));
        Assert.Null(budget.NextPauseEnd(Now + Seconds(9)));
    }

    [Fact]
    public void All_are_paused_as_a_whole_until_the_first_of_those_with_a_token_goes_on()
    {
        var budget = Budget(lanes: 3);
        budget.Close(0);
        budget.Pause(0, Now);
        budget.Pause(1, Now + Seconds(9));
        budget.Pause(2, Now + Seconds(5));

        Assert.Equal(Now + Seconds(5), budget.PausedAsAWholeUntil(Now));
        Assert.Null(budget.PausedAsAWholeUntil(Now + Seconds(5)));

        budget.Close(1);
        budget.Close(2);
        Assert.Null(budget.PausedAsAWholeUntil(Now)); // Without a token there is nothing to pause.
        Assert.Equal(0, budget.OpenLanes);
    }

    [Fact]
    public void What_is_held_while_a_pause_is_being_read_goes_again_once_it_is_released()
    {
        var budget = Budget(lanes: 1);
        budget.Hold(0, Now + Seconds(9));
        budget.Hold(Users, Now + Seconds(9));
        Assert.Equal(new PermitDecision.WaitUntil(Now + Seconds(9)), budget.Decide(Now));
        Assert.Equal(Now + Seconds(9), budget.RouteReadyAt(Users, Now));

        budget.Release(0, Users);

        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(Now));
        Assert.Equal(TimeSpan.Zero, budget.RouteReadyAt(Users, Now));
    }

    [Fact]
    public void Of_two_holds_of_a_route_the_longer_counts()
    {
        var budget = Budget(lanes: 1);
        budget.Hold(Users, Now + Seconds(9));
        budget.Hold(Users, Now + Seconds(3));

        Assert.Equal(Now + Seconds(9), budget.RouteReadyAt(Users, Now));
    }

    [Fact]
    public void Nothing_can_end_that_is_not_under_way()
    {
        var budget = Budget(lanes: 2);
        var ticket = budget.Take(0, Users, Now);
        budget.End(ticket, AttemptReport.Unused.Instance);

        Assert.Contains("lane 0", Assert.Throws<InvalidOperationException>(() => budget.End(ticket, AttemptReport.Unused.Instance)).Message, StringComparison.Ordinal);
        Assert.Equal(0, budget.InFlight);
    }

    [Fact]
    public void Nothing_can_be_taken_on_a_lane_that_is_closed_or_may_not_send_yet()
    {
        var budget = Budget(lanes: 2);
        budget.Close(1);
        budget.Take(0, Users, Now);

        Assert.Throws<InvalidOperationException>(() => budget.Take(1, Users, Now));
        Assert.Throws<InvalidOperationException>(() => budget.Take(0, Users, Now));
        Assert.Equal(1, budget.InFlight);
    }

    [Fact]
    public void A_limit_beside_those_of_the_tokens_is_known_once_it_was_named()
    {
        var budget = Budget(lanes: 1);
        Assert.False(budget.KnowsNamedLimits);

        budget.Pause(new NamedLimit("route.requests.rate.per.minute", "platform.api", 30), Users, Now);

        Assert.True(budget.KnowsNamedLimits);
        Assert.Equal((Now, TimeSpan.Zero), (budget.RoutePausedUntil(Users), budget.RoutePausedUntil("another")));
    }

    [Fact]
    public void A_budget_has_at_least_one_lane_and_no_negative_pace()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateBudget(PacingRules.PerMinute(300), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RateBudget(PacingRules.PerMinute(-1), 1));
    }

    private static RateBudget Budget(int lanes)
    {
        var budget = new RateBudget(PacingRules.PerMinute(300), lanes);
        for (var lane = 0; lane < lanes; lane++)
        {
            budget.Open(lane);
        }

        return budget;
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
