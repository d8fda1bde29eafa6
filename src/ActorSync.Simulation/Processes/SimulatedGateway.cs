using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Network;
using ActorSync.Simulation.Time;

namespace ActorSync.Simulation.Processes;

/// <summary>Stands in the place of the gateway's actor and of what carries its requests: performs what the machine and each request's carriage say.</summary>
internal sealed class SimulatedGateway : IGatewayPort
{
    private const int MostOpenRequests = 1_000;

    private readonly SimulatedProcess _process;
    private readonly GatewayMachine _machine;
    private readonly GatewayRules _rules;
    private readonly SendInterlock _interlock;
    private readonly TargetExperience _target = new();
    private readonly Channel _toMachine = new();
    private readonly HashSet<SimulatedDelivery> _between = [];
    private readonly Dictionary<TokenLease, SimulatedToken> _tokens = [];
    private readonly TimeSpan _startedAt;
    private RequestCounts _counts = RequestCounts.None;
    private long _asked;
    private long _wakes;
    private bool _isStopping;

    /// <summary>Starts a gateway with the pauses that earlier processes were told.</summary>
    public SimulatedGateway(SimulatedProcess process)
    {
        _process = process;
        _startedAt = World.Clock.Elapsed;
        Life = new Life("gateway", process.Life);
        var story = World.Story;
        _rules = new GatewayRules(
            "simulated", story.Tokens, story.RequestsPerMinute, null, MostOpenRequests, story.Options.Target.MaxPause.ToTimeSpan(), TimeSpan.FromMinutes(15));
        _interlock = new SendInterlock(story.Tokens);
        _machine = new GatewayMachine(_rules, this);
        _machine.Restore([.. World.Disk.HeldPauses().Select(pause => new PauseBegan(pause.Scope, pause.Until, pause.Reason))], Now);
    }

    /// <summary>While it lasts, it sends.</summary>
    public Life Life { get; }

    /// <summary>What it has sent so far.</summary>
    public RequestCounts Counts => _counts;

    private World World => _process.World;

    private Moment Now => new(World.Clock.Elapsed - _startedAt, World.Clock.Now);

    long IGatewayPort.Sent => _counts.Sent;

    SendRight IGatewayPort.Right => SendRight.Holds;

    /// <summary>Sends a request when its turn comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="told">Told how it ended, unless the asker gives up.</param>
    public OpenSend Send(TargetRequest request, Action<TargetOutcome> told)
    {
        var askedAt = World.Clock.Elapsed;
        var delivery = new SimulatedDelivery(++_asked, this, request, outcome =>
        {
            World.Watch.Answered(Life, askedAt);
            told(outcome);
        });
        Hop(() =>
        {
            if (!_machine.TryTake(delivery, Now))
            {
                throw new InvalidOperationException("More requests wait than are allowed.");
            }
        });
        return new OpenSend(() =>
        {
            delivery.IsWithdrawn = true;
            Hop(() => _machine.Withdraw(delivery.RequestId, this, Now));
        });
    }

    /// <summary>Sends nothing new from now on.</summary>
    public void Stop()
    {
        _isStopping = true;
        World.Watch.Stopped(Life);
        _machine.Stop(this, Now);
        foreach (var waiting in _between.OrderBy(delivery => delivery.RequestId).ToList())
        {
            End(waiting, waiting.Carriage!.Stopped());
        }
    }

    void IGatewayPort.SeekRight()
    {
    }

    void IGatewayPort.Begin(Delivery delivery, Permit permit)
    {
        var begun = (SimulatedDelivery)delivery;
        begun.Carriage = new Carriage(begun, _target, _rules, Now.Elapsed);
        Take(begun, new PermitAnswer(permit, Refusal: null));
    }

    void IGatewayPort.Answer(Delivery delivery, PermitAnswer answer) => Take((SimulatedDelivery)delivery, answer);

    void IGatewayPort.Complete(Delivery delivery, TargetOutcome outcome) => ((SimulatedDelivery)delivery).Tell(outcome);

    void IGatewayPort.AskForToken(int lane)
    {
        var askedAt = Now.Elapsed;
        _counts = _counts with { Tokens = _counts.Tokens + 1 };
        World.Network.AskForToken(Life, lane, token =>
        {
            if (token is null)
            {
                _machine.UseToken(lane, new TokenResult.Unreachable("the token endpoint does not answer"), Now);
                return;
            }

            var lease = new TokenLease("simulated", askedAt, token.Life);
            _tokens.Add(lease, token);
            _machine.UseToken(lane, new TokenResult.Granted(lease), Now);
        });
    }

    void IGatewayPort.WakeAfter(TimeSpan? wait)
    {
        var wake = ++_wakes;
        if (wait is { } given)
        {
            // Timers are late, and never early.
            var late = World.Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(8));
            World.Agenda.Add(Life, (given > TimeSpan.Zero ? given : TimeSpan.Zero) + late, () =>
            {
                if (wake == _wakes)
                {
                    _machine.Pump(Now);
                }
            });
        }
    }

    void IGatewayPort.Announce(PauseBegan began)
    {
        World.Watch.Announced(began);
        World.Disk.Hold(Life, new HeldPause(began.Scope, began.AtMost, began.Reason));
    }

    void IGatewayPort.Announce(PauseEnded ended)
    {
    }

    void IGatewayPort.Stopped(object asker)
    {
    }

    // Whoever carries a request does so beside the gateway.
    private void Take(SimulatedDelivery delivery, PermitAnswer answer) => World.Agenda.Add(Life, Beside(), () =>
    {
        if (answer.Permit is { } granted && _isStopping)
        {
            Tell(AttemptEnded.Unused(granted));
        }

        Perform(delivery, delivery.Carriage!.Take(answer, _isStopping, Now.Elapsed), answer.Permit);
    });

    private void Perform(SimulatedDelivery delivery, CarriageStep step, Permit? permit = null)
    {
        switch (step)
        {
            case CarriageStep.Send:
                Attempt(delivery, permit!);
                break;
            case CarriageStep.AnotherPermit:
                WantPermit(delivery);
                break;
            case CarriageStep.TryAgain again:
                Hop(() => _machine.Await(delivery, again.Next));
                TryAgain(delivery, again);
                break;
            default:
                End(delivery, delivery.Carriage!.OutcomeOf(step, _isStopping));
                break;
        }
    }

    private void TryAgain(SimulatedDelivery delivery, CarriageStep.TryAgain again)
    {
        if (_isStopping)
        {
            End(delivery, delivery.Carriage!.OutcomeOf(again, isStopping: true));
            return;
        }

        _between.Add(delivery);
        World.Agenda.Add(Life, again.Wait, () =>
        {
            if (_between.Remove(delivery))
            {
                WantPermit(delivery);
            }
        });
    }

    private void WantPermit(SimulatedDelivery delivery)
    {
        delivery.Carriage!.WaitsFrom(Now.Elapsed);
        Hop(() => _machine.WantPermit(delivery, Now));
    }

    private void Attempt(SimulatedDelivery delivery, Permit permit)
    {
        var begunAt = Now;
        if (delivery.IsTooLate(begunAt.Instant))
        {
            Ended(delivery, permit, begunAt, AttemptResult.TooLate.Instance, AttemptEnded.Unused(permit));
            return;
        }

        if (!_interlock.TryBegin(permit.Lane, permit.Route, begunAt.Elapsed, SendRight.Holds, out var shut))
        {
            Ended(delivery, permit, begunAt, AttemptResult.NotBegun.Instance, AttemptEnded.HeldBack(permit, shut));
            return;
        }

        var sent = new SentRequest(delivery.Request, _process.Run, _process.Life, permit.Label, World.Clock.Elapsed);
        World.Watch.Leaves(sent);
        World.Target.Expect(delivery.Request);
        Count(delivery);
        delivery.Left();
        World.Network.Send(Life, delivery.Request, _tokens[permit.Token], reception => Receive(delivery, permit, sent, begunAt, reception));
    }

    private void Receive(SimulatedDelivery delivery, Permit permit, SentRequest sent, Moment sentAt, Reception reception)
    {
        World.Watch.Ended(sent, EndOf(reception));
        switch (reception)
        {
            case Reception.Answer { Given: { Status: AnswerStatus.TooManyRequests } given }:
                World.Watch.Paused(sent, given.Limit, World.Clock.Elapsed + (given.RetryAfter ?? TimeSpan.Zero));
                Throttle(delivery, permit, sentAt, given.RetryAfter, given.Body);
                break;
            case Reception.Answer { Given: var given }:
                _interlock.Answered(permit.Lane, permit.Route, sentAt.Elapsed);
                var answered = new AttemptResult.Answered(given.Status, given.Body, sentAt, IsReadable: true);
                Ended(delivery, permit, sentAt, answered, AttemptEnded.Answered(permit, answered, Now.Elapsed));
                break;
            case Reception.Broken broken:
                Ended(delivery, permit, sentAt, new AttemptResult.Broken(broken.Reason), AttemptEnded.Failed(permit, sentAt.Elapsed));
                break;
            case Reception.NotConnected none:
                _counts = _counts with { Unconnected = _counts.Unconnected + 1 };
                Ended(delivery, permit, sentAt, new AttemptResult.NotConnected(none.Reason), AttemptEnded.Failed(permit, sentAt.Elapsed));
                break;
        }
    }

    // Its head shuts the gate at once; what its body says comes a little later.
    private void Throttle(SimulatedDelivery delivery, Permit permit, Moment sentAt, TimeSpan? stated, ReadOnlyMemory<byte> body)
    {
        var receivedAt = Now;
        _counts = _counts with { Throttled = _counts.Throttled + 1 };
        _interlock.Shut(permit.Lane, permit.Route);
        World.Agenda.Add(Life, Beside(), () =>
        {
            var header = stated?.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            var retryAfter = RetryAfter.Read(header, date: null, body.Span, receivedAt.Instant);
            var limit = NamedLimit.TryRead(body.Span);
            var pause = _interlock.Throttled(permit.Lane, permit.Route, retryAfter, limit, receivedAt.Elapsed);
            delivery.Throttled();
            var answered = new AttemptResult.Answered(AnswerStatus.TooManyRequests, body, sentAt, IsReadable: true);
            Ended(delivery, permit, sentAt, answered, AttemptEnded.Throttled(permit, sentAt.Elapsed, receivedAt.Elapsed, retryAfter, limit, pause));
        });
    }

    private void Ended(SimulatedDelivery delivery, Permit permit, Moment begunAt, AttemptResult result, AttemptEnded ended)
    {
        Tell(ended);
        Perform(delivery, delivery.Carriage!.After(result, permit, begunAt.Elapsed, Now));
    }

    private void End(SimulatedDelivery delivery, TargetOutcome outcome)
    {
        _between.Remove(delivery);
        if (outcome is TargetOutcome.InDoubt)
        {
            _counts = _counts with { Ambiguous = _counts.Ambiguous + 1 };
        }

        Hop(() => _machine.Finish(delivery, outcome, Now));
        delivery.Tell(outcome);
    }

    private void Count(SimulatedDelivery delivery)
    {
        var isAgain = delivery.Attempts > 0 && !delivery.WasThrottled;
        _counts = _counts with
        {
            Reads = _counts.Reads + (delivery.Request.IsWrite ? 0 : 1),
            Writes = _counts.Writes + (delivery.Request.IsWrite ? 1 : 0),
            Retried = _counts.Retried + (isAgain ? 1 : 0),
        };
    }

    private void Tell(AttemptEnded ended) => Hop(() => _machine.End(ended, Now));

    private static RequestEnd EndOf(Reception reception) => reception switch
    {
        Reception.NotConnected or Reception.Answer { Given.Status: AnswerStatus.TooManyRequests or AnswerStatus.Unauthorized } => RequestEnd.NotDone,
        Reception.Answer { Given.Status: >= 200 and <= 299 } => RequestEnd.Done,
        Reception.Answer { Given.Status: not (408 or 409) and < AnswerStatus.FirstServerError } => RequestEnd.Refused, // A clash that is answered by 400 as well: who reads again anyway does no harm.
        _ => RequestEnd.Unclear,
    };

    private void Hop(Action what) => World.Hop(Life, _toMachine, what);

    private TimeSpan Beside() => World.Random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(0.2));
}
