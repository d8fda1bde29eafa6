using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class RateBudgetTests
{
    private const string Users = "PATCH /api/v2/users/{id}/skills";
    private const string Queues = "GET /api/v2/routing/queues";

    private static readonly NamedLimit OfRoute = new("route.requests.rate.per.minute", "platform.api", 30);
    private static readonly NamedLimit OfOrganization = new("organization.queue.requests.rate.per.minute", "platform.api", 60);

    [Fact]
    public void Sends_are_spread_evenly_over_the_window()
    {
        var budget = Open(PacingRules.PerMinute(300));
        budget.Take(0, Users, TimeSpan.Zero);

        Assert.Equal(new PermitDecision.WaitUntil(Milliseconds(190)), budget.Decide(Milliseconds(1)));
        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(Milliseconds(190)));
    }

    [Fact]
    public void A_pace_of_a_hundred_a_second_and_more_is_kept_in_each_second()
    {
        Assert.Equal(new PacingRules(5_999, TimeSpan.FromMinutes(1), null), PacingRules.PerMinute(5_999));
        Assert.Equal(new PacingRules(2_000, TimeSpan.FromSeconds(1), null), PacingRules.PerMinute(120_000));
    }

    [Fact]
    public void Idling_saves_nothing_up()
    {
        var afterAnHour = TimeSpan.FromHours(1);
        var budget = Open(PacingRules.PerMinute(300));
        Answer(budget, TimeSpan.Zero, Milliseconds(20));

        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(afterAnHour));
        budget.Take(0, Users, afterAnHour);

        Assert.Equal(new PermitDecision.WaitUntil(afterAnHour + Milliseconds(180)), budget.Decide(afterAnHour));
    }

    [Fact]
    public void A_limit_of_zero_paces_nothing_and_lets_128_be_under_way()
    {
        var budget = Open(PacingRules.PerMinute(0));
        var tickets = Enumerable.Range(0, 128).Select(_ => budget.Take(Granted(budget, TimeSpan.Zero), Users, TimeSpan.Zero)).ToList();

        Assert.IsType<PermitDecision.Full>(budget.Decide(TimeSpan.Zero));
        budget.End(tickets[0], AttemptReport.Unused.Instance);
        Assert.IsType<PermitDecision.Granted>(budget.Decide(TimeSpan.Zero));
    }

    [Fact]
    public void A_configured_limit_of_requests_under_way_is_kept()
    {
        var budget = Open(PacingRules.PerMinute(0, maxInFlight: 1));
        budget.Take(0, Users, TimeSpan.Zero);

        Assert.IsType<PermitDecision.Full>(budget.Decide(TimeSpan.FromHours(1)));
    }

    [Fact]
    public void A_derived_limit_follows_the_measured_latency()
    {
        var budget = Open(PacingRules.PerMinute(3000));
        var before = budget.MaxInFlight;

        for (var answer = 0; answer < 100; answer++)
        {
            Answer(budget, TimeSpan.FromSeconds(answer), Milliseconds(20));
        }

        Assert.Equal(30, before);
        Assert.Equal(6, budget.MaxInFlight);
    }

    [Fact]
    public void A_paused_lane_sends_nothing_before_its_instant_and_the_other_goes_on()
    {
        var budget = Open(PacingRules.PerMinute(0), lanes: 2);
        budget.Pause(0, TimeSpan.FromSeconds(5));

        Assert.Equal(new PermitDecision.Granted(1), budget.Decide(TimeSpan.Zero));
        Assert.Null(budget.PausedAsAWholeUntil(TimeSpan.Zero));

        budget.Pause(1, TimeSpan.FromSeconds(7));
        Assert.Equal(new PermitDecision.WaitUntil(TimeSpan.FromSeconds(5)), budget.Decide(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(5), budget.PausedAsAWholeUntil(TimeSpan.Zero));
    }

    [Fact]
    public void A_shorter_pause_never_shortens_a_longer_one()
    {
        var budget = Open(PacingRules.PerMinute(0));
        budget.Pause(0, TimeSpan.FromSeconds(9));
        budget.Pause(0, TimeSpan.FromSeconds(2));

        Assert.Equal(new PermitDecision.WaitUntil(TimeSpan.FromSeconds(9)), budget.Decide(TimeSpan.Zero));
    }

    [Fact]
    public void After_a_pause_one_request_goes_first_and_the_rest_once_it_was_taken()
    {
        var budget = Open(PacingRules.PerMinute(0));
        budget.Pause(0, TimeSpan.FromSeconds(5));
        var first = budget.Take(0, Users, TimeSpan.FromSeconds(5));

        Assert.Equal(new PermitDecision.WaitUntil(TimeSpan.FromSeconds(10)), budget.Decide(TimeSpan.FromSeconds(5)));
        budget.End(first, new AttemptReport.Answered(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.1)));
        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(TimeSpan.FromSeconds(5.1)));
    }

    [Fact]
    public void Where_the_first_request_after_a_pause_is_never_answered_another_tries()
    {
        var budget = Open(PacingRules.PerMinute(0));
        budget.Pause(0, TimeSpan.FromSeconds(5));
        var first = budget.Take(0, Users, TimeSpan.FromSeconds(5));

        budget.End(first, new AttemptReport.Failed(TimeSpan.FromSeconds(5)));

        budget.Take(Granted(budget, TimeSpan.FromSeconds(6)), Users, TimeSpan.FromSeconds(6));
        Assert.IsType<PermitDecision.WaitUntil>(budget.Decide(TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public void A_limit_of_the_organisation_pauses_its_routes_on_all_tokens_and_no_other()
    {
        var budget = Open(PacingRules.PerMinute(0), lanes: 2);
        var refused = budget.Take(0, Queues, TimeSpan.Zero);

        budget.End(refused, Refusal(sentAt: 0, receivedAt: 0.1, seconds: 30, OfOrganization));

        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(30.15), budget.RouteReadyAt(Queues, TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(30.15), budget.RoutePausedUntil(Queues));
        Assert.True(budget.RouteReadyAt(Users, TimeSpan.FromSeconds(1)) <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_route_that_is_held_leaves_its_tokens_to_the_others()
    {
        var budget = Open(PacingRules.PerMinute(0));

        budget.Hold(Queues, TimeSpan.FromSeconds(60));
        budget.Hold(Queues, TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(60), budget.RouteReadyAt(Queues, TimeSpan.FromSeconds(1)));
        Assert.Equal(new PermitDecision.Granted(0), budget.Decide(TimeSpan.FromSeconds(1)));
        Assert.True(budget.RouteReadyAt(Users, TimeSpan.FromSeconds(1)) <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_limit_of_a_route_paces_that_route_at_the_value_that_was_stated()
    {
        var budget = Open(PacingRules.PerMinute(0));
        budget.End(budget.Take(0, Queues, TimeSpan.Zero), Refusal(sentAt: 0, receivedAt: 0.1, seconds: 1, OfOrganization));
        var after = TimeSpan.FromSeconds(2);
        budget.End(budget.Take(0, Queues, after), new AttemptReport.Answered(after, after + Milliseconds(50)));

        Assert.True(budget.RouteReadyAt(Queues, after + Milliseconds(50)) >= after + Milliseconds(500));
        Assert.True(budget.RouteReadyAt(Users, after + Milliseconds(50)) <= after);
    }

    [Fact]
    public void The_allowed_rate_is_the_least_of_tokens_and_limits_of_what_waits()
    {
        var budget = Open(PacingRules.PerMinute(300), lanes: 2);
        budget.End(budget.Take(0, Queues, TimeSpan.Zero), Refusal(sentAt: 0, receivedAt: 0.1, seconds: 1, OfOrganization));
        budget.End(budget.Take(0, Users, TimeSpan.FromSeconds(2)), Refusal(sentAt: 2, receivedAt: 2.1, seconds: 1, OfRoute));

        Assert.Equal(60, budget.AllowedPerMinuteOn([Queues]));
        Assert.Equal(30, budget.AllowedPerMinuteOn([Users]));
        Assert.Equal(90, budget.AllowedPerMinuteOn([Users, Queues]));
        Assert.Equal(600, budget.AllowedPerMinuteOn([Users, "GET /api/v2/users"]));
        Assert.Equal(60, budget.AllowedPerMinuteOn([]));
    }

    [Fact]
    public void A_limit_that_routes_share_allows_them_no_more_together_whatever_limit_one_of_them_has_besides()
    {
        const string Others = "GET /api/v2/users";
        var budget = Open(PacingRules.PerMinute(300), lanes: 2);
        budget.End(budget.Take(0, Queues, TimeSpan.Zero), Refusal(sentAt: 0, receivedAt: 0.1, seconds: 1, OfOrganization));
        budget.End(budget.Take(0, Users, TimeSpan.FromSeconds(2)), Refusal(sentAt: 2, receivedAt: 2.1, seconds: 1, OfOrganization));
        budget.End(budget.Take(0, Users, TimeSpan.FromSeconds(4)), Refusal(sentAt: 4, receivedAt: 4.1, seconds: 1, OfRoute));
        budget.End(budget.Take(0, Others, TimeSpan.FromSeconds(6)), Refusal(sentAt: 6, receivedAt: 6.1, seconds: 1, OfRoute));

        Assert.Equal(60, budget.AllowedPerMinuteOn([Users, Queues]));
        Assert.Equal(90, budget.AllowedPerMinuteOn([Users, Queues, Others]));
        Assert.Equal(60, budget.AllowedPerMinuteOn([Users, Others]));
    }

    [Fact]
    public void Without_a_local_pace_a_limit_that_was_named_is_all_that_is_known()
    {
        var budget = Open(PacingRules.PerMinute(0));
        budget.End(budget.Take(0, Users, TimeSpan.Zero), Refusal(sentAt: 0, receivedAt: 0.1, seconds: 1, OfRoute));

        Assert.Equal(30, budget.ExpectedPerMinuteOn([Users], TimeSpan.FromSeconds(2)));
        Assert.Null(budget.ExpectedPerMinuteOn([Users, Queues], TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public void A_token_that_is_paused_for_long_is_not_counted_on_unless_all_are()
    {
        var budget = new RateBudget(PacingRules.PerMinute(300), lanes: 3);
        Assert.Equal(900, budget.ExpectedPerMinuteOn([], TimeSpan.Zero));

        budget.Pause(0, TimeSpan.FromHours(4));
        budget.Pause(1, TimeSpan.FromSeconds(30));
        Assert.Equal(600, budget.ExpectedPerMinuteOn([], TimeSpan.Zero));

        budget.Pause(1, TimeSpan.FromHours(4));
        budget.Pause(2, TimeSpan.FromHours(4));
        Assert.Equal(900, budget.ExpectedPerMinuteOn([], TimeSpan.Zero));
    }

    [Fact]
    public void What_more_limits_than_are_told_apart_say_pauses_the_token()
    {
        var budget = Open(PacingRules.PerMinute(0));
        for (var limit = 0; limit < RateBudget.MostNamedLimits; limit++)
        {
            budget.Pause(new NamedLimit($"route.{limit}", "test", null), Queues, TimeSpan.Zero);
        }

        budget.End(budget.Take(0, Users, TimeSpan.Zero), Refusal(sentAt: 0, receivedAt: 0.1, seconds: 9, new NamedLimit("route.one.too.many", "test", null)));

        Assert.Equal(new PermitDecision.WaitUntil(TimeSpan.FromSeconds(9.15)), budget.Decide(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_lane_without_a_token_is_not_used()
    {
        var budget = new RateBudget(PacingRules.PerMinute(300), 1);
        Assert.IsType<PermitDecision.NoLaneOpen>(budget.Decide(TimeSpan.Zero));

        budget.Open(0);
        budget.Close(0);

        Assert.IsType<PermitDecision.NoLaneOpen>(budget.Decide(TimeSpan.Zero));
        Assert.Equal(0, budget.AllowedPerMinute);
    }

    [Fact]
    public void Unpaced_lanes_share_the_requests_under_way()
    {
        var budget = Open(PacingRules.PerMinute(0), lanes: 2);

        var lanes = Enumerable.Range(0, 10).Select(_ => budget.Take(Granted(budget, TimeSpan.Zero), Users, TimeSpan.Zero).Lane).ToList();

        Assert.Equal((5, 5), (lanes.Count(lane => lane == 0), lanes.Count(lane => lane == 1)));
    }

    [Fact]
    public void Taking_a_permit_that_was_not_granted_is_a_fault()
    {
        var budget = Open(PacingRules.PerMinute(300));
        budget.Take(0, Users, TimeSpan.Zero);

        Assert.Throws<InvalidOperationException>(() => budget.Take(0, Users, TimeSpan.Zero));
    }

    private static AttemptReport.Throttled Refusal(double sentAt, double receivedAt, double seconds, NamedLimit limit) => new(
        TimeSpan.FromSeconds(sentAt),
        TimeSpan.FromSeconds(receivedAt),
        new RetryAfter(TimeSpan.FromSeconds(seconds), RetryAfterSource.Seconds, IsCapped: false),
        TimeSpan.FromSeconds(receivedAt + seconds) + PacingRules.PauseMargin,
        limit);

    private static void Answer(RateBudget budget, TimeSpan at, TimeSpan latency) =>
        budget.End(budget.Take(0, Users, at), new AttemptReport.Answered(at, at + latency));

    private static int Granted(RateBudget budget, TimeSpan now) => Assert.IsType<PermitDecision.Granted>(budget.Decide(now)).Lane;

    private static RateBudget Open(PacingRules rules, int lanes = 1)
    {
        var budget = new RateBudget(rules, lanes);
        for (var lane = 0; lane < lanes; lane++)
        {
            budget.Open(lane);
        }

        return budget;
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
