using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using static ActorSync.Core.Tests.Gateway.SimulatedGateway;

namespace ActorSync.Core.Tests.Gateway;

/// <summary>The gateway's rules put together as <see cref="SimulatedGateway"/> does it, against a target that answers by a script.</summary>
public sealed class SimulatedGatewayTests
{
    private const string First = "Bearer token 1";
    private const string Second = "Bearer token 2";

    private readonly Queue<Reply> _script = new();
    private readonly SimulatedGateway _gateway;

    public SimulatedGatewayTests() => _gateway = new SimulatedGateway(_ => _script.Count > 0 ? _script.Dequeue() : new Reply(200));

    [Fact]
    public void After_a_429_everybody_waits_for_its_instant()
    {
        Then(new Reply(429, RetryAfter: 2));
        _gateway.Ask(GatewayStage.Request(1));
        _gateway.RunTo(TimeSpan.FromSeconds(1));
        _gateway.Ask(GatewayStage.Request(2));

        _gateway.RunTo(TimeSpan.FromMinutes(1));

        // Asked for at 0, the token is there at 0.1 s, the 429 at 0.2 s; of two that wait one proves first that the pause is over.
        Assert.Equal([(1, 0.1, First), (1, 2.25, First), (2, 2.35, First)], _gateway.Sends);
        Assert.All(_gateway.Outcomes.Values, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
    }

    [Fact]
    public void A_read_that_was_reset_is_sent_again_and_a_write_is_in_doubt()
    {
        Then(new Reply(null), new Reply(200), new Reply(null));
        _gateway.Ask(GatewayStage.Request(1));
        _gateway.RunTo(TimeSpan.FromSeconds(1));
        _gateway.Ask(GatewayStage.Request(2, GatewayStage.WriteRoute));

        _gateway.RunTo(TimeSpan.FromMinutes(1));

        Assert.Equal([(1, 0.1, First), (1, 0.4, First), (2, 1, First)], _gateway.Sends);
        Assert.IsType<TargetOutcome.Answered>(_gateway.Outcomes[1]);
        Assert.Equal(new TargetOutcome.InDoubt("the connection was reset"), _gateway.Outcomes[2]);
    }

    [Fact]
    public void A_target_that_is_not_there_for_a_while_is_asked_every_three_seconds()
    {
        Then(new Reply(503), new Reply(503), new Reply(503));
        _gateway.Ask(GatewayStage.Request(1));

        _gateway.RunTo(TimeSpan.FromSeconds(5));
        var awaited = _gateway.Machine!.Status(new GatewayCounters(0, 0, 0, 0, 0, 0), _gateway.Now).WaitsFor;
        Assert.Equal(("the target answered 503", 3), (awaited?.Reason, awaited?.Number));

        _gateway.RunTo(TimeSpan.FromMinutes(1));
        Assert.Equal([0.1, 3.2, 6.3, 9.4], _gateway.Sends.Select(sent => sent.Second));
        Assert.IsType<TargetOutcome.Answered>(_gateway.Outcomes[1]);
    }

    [Fact]
    public void A_refused_token_is_replaced_and_the_request_sent_again_with_the_new_one()
    {
        Then(new Reply(401));
        _gateway.Ask(GatewayStage.Request(1));

        _gateway.RunTo(TimeSpan.FromMinutes(1));

        Assert.Equal([(1, 0.1, First), (1, 0.3, Second)], _gateway.Sends);
        Assert.IsType<TargetOutcome.Answered>(_gateway.Outcomes[1]);
    }

    [Fact]
    public void A_stop_lets_what_is_on_the_wire_end_and_ends_what_is_between_two_tries()
    {
        Then(new Reply(503), new Reply(200));
        _gateway.Ask(GatewayStage.Request(1));
        _gateway.RunTo(TimeSpan.FromSeconds(1));
        _gateway.Ask(GatewayStage.Request(2));
        _gateway.RunTo(TimeSpan.FromSeconds(1.05));

        _gateway.Stop("the run");
        Assert.Equal(new TargetOutcome.NotSent(Until: null) { WasTried = true }, _gateway.Outcomes[1]);
        Assert.Empty(_gateway.Told);

        _gateway.RunTo(TimeSpan.FromMinutes(1));
        Assert.IsType<TargetOutcome.Answered>(_gateway.Outcomes[2]);
        Assert.Equal(["the run"], _gateway.Told);
        Assert.Equal(2, _gateway.Sends.Count);
    }

    private void Then(params Reply[] replies) => Array.ForEach(replies, _script.Enqueue);
}
