using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

public sealed class GatewayMachineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly NamedLimit OfRoute = new("route.requests.rate.per.minute", "test", null);

    private readonly GatewayStage _stage = new();

    [Fact]
    public void The_first_request_has_a_token_asked_for_and_leaves_with_it()
    {
        var first = _stage.Take(1);
        Assert.Empty(_stage.Granted);

        _stage.Pass(Second);
        _stage.GrantToken();

        var (delivery, permit) = Assert.Single(_stage.Granted);
        Assert.Equal((first, "t1", Second), (delivery, permit.Label, permit.Waited));
        Assert.Empty(_stage.TokensAsked);
    }

    [Fact]
    public void One_request_more_than_may_be_open_is_not_taken()
    {
        var stage = new GatewayStage(GatewayStage.Rules with { MaxOpenRequests = 1 });
        stage.Take(1);

        Assert.False(stage.Machine.TryTake(GatewayStage.Request(2), stage.Now));

        stage.GrantToken();
        stage.Answer(stage.Granted[0].Delivery, stage.Granted[0].Permit);
        Assert.True(stage.Machine.TryTake(GatewayStage.Request(2), stage.Now));
    }

    [Fact]
    public void What_is_withdrawn_before_its_first_permit_is_forgotten_and_what_is_under_way_goes_on()
    {
        var (first, second) = (_stage.Take(1), _stage.Take(2));

        _stage.Machine.Withdraw(second.RequestId, second.Asker, _stage.Now);
        _stage.Machine.Withdraw(first.RequestId, "somebody else", _stage.Now);
        _stage.GrantToken();
        _stage.Machine.Withdraw(first.RequestId, first.Asker, _stage.Now);

        Assert.Equal(first, Assert.Single(_stage.Granted).Delivery);
        Assert.Empty(_stage.Refused);
        Assert.Equal(1, _stage.Machine.Open);
    }

    [Fact]
    public void A_429_pauses_its_token_and_its_request_goes_again_at_the_end_of_the_pause()
    {
        var first = _stage.Take(1);
        _stage.GrantToken();

        var until = _stage.Throttle(first, _stage.Granted[0].Permit, 2 * Second);
        _stage.Take(2);
        Assert.Single(_stage.Granted);
        Assert.Equal(("t1", _stage.Now.At(until)), (Assert.Single(_stage.Pauses).Scope, _stage.Pauses[0].Until));
        Assert.True(_stage.Machine.Status(Nothing, _stage.Now).IsPausedAsAWhole);

        _stage.Pass(2 * Second);
        Assert.Equal(first, _stage.Granted[^1].Delivery);
        Assert.Equal(["t1"], _stage.PausesOver);
    }

    [Fact]
    public void A_limit_of_one_route_lets_the_others_past()
    {
        var write = _stage.Take(1, GatewayStage.WriteRoute);
        _stage.GrantToken();
        _stage.Throttle(write, _stage.Granted[0].Permit, 2 * Second, OfRoute);

        var read = _stage.Take(2);
        Assert.Equal(read, _stage.Granted[^1].Delivery);

        _stage.Pass(2 * Second);
        Assert.Equal(write, _stage.Granted[^1].Delivery);
    }

    [Fact]
    public void A_gate_that_was_found_shut_holds_permits_back_until_the_429_itself_is_heard_of()
    {
        var first = _stage.Take(1);
        _stage.GrantToken();

        var shut = new ShutGate(LaneUntil: Second, RouteUntil: TimeSpan.Zero, Readings: 1);
        _stage.Machine.End(AttemptEnded.Unused(_stage.Granted[0].Permit) with { Shut = shut }, _stage.Now);
        _stage.Machine.WantPermit(first, _stage.Now);

        Assert.Single(_stage.Granted);
        _stage.Pass(Second);
        Assert.Equal(2, _stage.Granted.Count);
    }

    [Fact]
    public void A_pause_longer_than_any_wait_ends_what_waits_and_names_its_end()
    {
        var first = _stage.Take(1);
        _stage.GrantToken();

        var until = _stage.Throttle(first, _stage.Granted[0].Permit, GatewayStage.Rules.MaxPause + Second);

        Assert.Equal((first, new TargetOutcome.NotSent(_stage.Now.At(until))), Assert.Single(_stage.Refused));
    }

    [Fact]
    public void Refused_credentials_end_everything_for_a_minute_and_are_then_tried_again()
    {
        _stage.Take(1);
        _stage.Machine.UseToken(_stage.TokensAsked.Dequeue(), new TokenResult.Refused("no such client"), _stage.Now);
        _stage.Take(2);
        Assert.All(_stage.Refused, refused => Assert.Equal(new TargetOutcome.CredentialsRefused("no such client"), refused.Outcome));
        Assert.Equal((2, 0), (_stage.Refused.Count, _stage.TokensAsked.Count));

        _stage.Pass(GatewayMachine.RefusalHolds);
        _stage.Take(3);

        Assert.Single(_stage.TokensAsked);
    }

    [Fact]
    public void A_login_that_asks_for_a_wait_is_asked_again_after_it_and_not_before()
    {
        _stage.Take(1);
        _stage.Machine.UseToken(_stage.TokensAsked.Dequeue(), new TokenResult.Paused("busy", 5 * Second), _stage.Now);
        _stage.Take(2);
        Assert.Empty(_stage.TokensAsked);
        Assert.Equal(PauseBegan.LoginScope, Assert.Single(_stage.Pauses).Scope);

        _stage.Pass(5 * Second);

        Assert.Single(_stage.TokensAsked);
        Assert.Empty(_stage.Refused);
    }

    [Fact]
    public void A_token_that_was_refused_is_replaced_unless_it_has_been_already()
    {
        var first = _stage.Take(1);
        _stage.GrantToken();
        var refused = new AttemptEnded(_stage.Granted[0].Permit, new AttemptReport.Answered(_stage.Now.Elapsed, _stage.Now.Elapsed)) { TokenRefused = true, IsAtWork = true };

        _stage.Machine.End(refused, _stage.Now);
        _stage.Machine.WantPermit(first, _stage.Now);
        Assert.Single(_stage.TokensAsked);
        _stage.GrantToken();

        Assert.NotSame(_stage.Granted[0].Permit.Token, _stage.Granted[1].Permit.Token);
    }

    [Fact]
    public void Without_the_right_to_send_nothing_is_asked_or_granted_and_once_lost_everything_ends()
    {
        _stage.Right = SendRight.IsAway;
        var first = _stage.Take(1);
        Assert.Equal((1, 0), (_stage.Sought, _stage.TokensAsked.Count));

        _stage.Right = SendRight.Holds;
        _stage.Machine.Pump(_stage.Now);
        Assert.Single(_stage.TokensAsked);

        _stage.Right = SendRight.IsLost;
        _stage.Machine.Pump(_stage.Now);
        Assert.Equal((first, new TargetOutcome.NotSent(Until: null)), Assert.Single(_stage.Refused));
    }

    [Fact]
    public void A_pause_that_an_earlier_process_was_told_holds_and_one_of_a_token_that_is_not_used_is_dropped()
    {
        var until = _stage.Now.Instant + Duration.FromSeconds(3);
        _stage.Machine.Restore([new PauseBegan("t1", until, "429"), new PauseBegan("t9", until, "429")], _stage.Now);
        _stage.Take(1);
        Assert.Equal("t1", Assert.Single(_stage.Pauses).Scope);
        Assert.Empty(_stage.TokensAsked);

        _stage.Pass(3 * Second);

        Assert.Single(_stage.TokensAsked);
    }

    [Fact]
    public void The_end_lets_what_is_under_way_finish_refuses_the_rest_and_tells_whoever_asked()
    {
        var stage = new GatewayStage(GatewayStage.Rules with { MaxInFlight = 1 });
        var (first, second) = (stage.Take(1), stage.Take(2));
        stage.GrantToken();

        stage.Machine.Stop("one", stage.Now);
        Assert.Equal((second, new TargetOutcome.NotSent(Until: null)), Assert.Single(stage.Refused));
        Assert.Empty(stage.Told);

        stage.Answer(first, stage.Granted[0].Permit);
        stage.Machine.Stop("another", stage.Now);
        Assert.Equal(["one", "another"], stage.Told);
    }

    private static GatewayCounters Nothing { get; } = new(0, 0, 0, 0, 0, 0);
}
