using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

/// <summary>A whole gateway in one thread and on a virtual clock: shows how its rules are put together by whoever runs them.</summary>
/// <param name="target">What the target answers to an attempt.</param>
public sealed class SimulatedGateway(Func<Delivery, SimulatedGateway.Reply> target) : IGatewayPort
{
    private static readonly GatewayRules Rules = GatewayStage.Rules;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    private readonly SendInterlock _interlock = new(Rules.Tokens);
    private readonly TargetExperience _experience = new();
    private readonly PriorityQueue<Action, (TimeSpan At, int Number)> _agenda = new();
    private readonly Dictionary<Delivery, Carriage> _carriages = [];
    private readonly List<Carriage> _betweenTries = [];
    private int _planned;
    private int _wakeUps;
    private int _tokens;

    public GatewayMachine? Machine { get; private set; }

    public Moment Now { get; private set; } = new(TimeSpan.Zero, Noon);

    public long Sent => Sends.Count;

    public SendRight Right => SendRight.Holds;

    /// <summary>Every attempt that left: which request, when, and with which token.</summary>
    public List<(long Request, double Second, string Token)> Sends { get; } = [];

    public Dictionary<long, TargetOutcome> Outcomes { get; } = [];

    public List<object> Told { get; } = [];

    public void Ask(Delivery delivery)
    {
        Machine ??= new GatewayMachine(Rules, this);
        Assert.True(Machine.TryTake(delivery, Now));
    }

    public void Stop(object asker)
    {
        Machine!.Stop(asker, Now);
        foreach (var carriage in _betweenTries.ToList())
        {
            _betweenTries.Remove(carriage);
            End(carriage, carriage.Stopped());
        }
    }

    /// <summary>Does what is planned, in order, until a time.</summary>
    public void RunTo(TimeSpan end)
    {
        while (_agenda.TryPeek(out _, out var next) && next.At <= end)
        {
            Now = new Moment(next.At, Noon + Duration.FromTimeSpan(next.At));
            _agenda.Dequeue()();
        }

        Now = new Moment(end, Noon + Duration.FromTimeSpan(end));
    }

    public void SeekRight() => throw new InvalidOperationException("It always holds.");

    public void Begin(Delivery delivery, Permit permit)
    {
        _carriages[delivery] = new Carriage(delivery, _experience, Rules, Now.Elapsed);
        Answer(delivery, new PermitAnswer(permit, Refusal: null));
    }

    // Never at once: the machine has not returned yet.
    public void Answer(Delivery delivery, PermitAnswer answer) => Plan(TimeSpan.Zero, () => Take(_carriages[delivery], answer));

    public void Complete(Delivery delivery, TargetOutcome outcome) => Outcomes.Add(delivery.RequestId, outcome);

    public void AskForToken(int lane) => Plan(
        Latency,
        () => Machine!.UseToken(lane, new TokenResult.Granted(new TokenLease($"token {++_tokens}", Now.Elapsed, TimeSpan.FromHours(1))), Now));

    public void WakeAfter(TimeSpan? wait)
    {
        var mine = ++_wakeUps;
        if (wait is { } given)
        {
            Plan(given > TimeSpan.Zero ? given : TimeSpan.Zero, () =>
            {
                if (mine == _wakeUps)
                {
                    Machine!.Pump(Now);
                }
            });
        }
    }

    public void Announce(PauseBegan began)
    {
    }

    public void Announce(PauseEnded ended)
    {
    }

    public void Stopped(object asker) => Told.Add(asker);

    private void Take(Carriage carriage, PermitAnswer answer)
    {
        var step = carriage.Take(answer, Machine!.IsStopping, Now.Elapsed);
        if (answer.Permit is { } permit && step is CarriageStep.Send)
        {
            Attempt(carriage, permit);
            return;
        }

        if (answer.Permit is { } unused)
        {
            Machine.End(AttemptEnded.Unused(unused), Now);
        }

        Follow(carriage, step);
    }

    private void Attempt(Carriage carriage, Permit permit)
    {
        var (delivery, begunAt) = (carriage.Delivery, Now);
        if (delivery.IsTooLate(Now.Instant))
        {
            Attempted(AttemptResult.TooLate.Instance, AttemptEnded.Unused(permit));
        }
        else if (!_interlock.TryBegin(permit.Lane, permit.Route, Now.Elapsed, Right, out var shut))
        {
            Attempted(AttemptResult.NotBegun.Instance, AttemptEnded.HeldBack(permit, shut));
        }
        else
        {
            delivery.Left();
            Sends.Add((delivery.RequestId, Now.Elapsed.TotalSeconds, permit.Token.Authorization));
            Plan(Latency, () => Arrive(target(delivery)));
        }

        void Arrive(Reply reply)
        {
            switch (reply.Status)
            {
                case null:
                    Attempted(new AttemptResult.Broken("the connection was reset"), AttemptEnded.Failed(permit, begunAt.Elapsed));
                    break;
                case AnswerStatus.TooManyRequests:
                    var wait = new RetryAfter(TimeSpan.FromSeconds(reply.RetryAfter), RetryAfterSource.Seconds, IsCapped: false);
                    _interlock.Shut(permit.Lane, permit.Route);
                    var pause = _interlock.Throttled(permit.Lane, permit.Route, wait, limit: null, Now.Elapsed);
                    Attempted(Answer(), AttemptEnded.Throttled(permit, begunAt.Elapsed, Now.Elapsed, wait, limit: null, pause));
                    break;
                default:
                    _interlock.Answered(permit.Lane, permit.Route, begunAt.Elapsed);
                    Attempted(Answer(), AttemptEnded.Answered(permit, Answer(), Now.Elapsed));
                    break;
            }

            AttemptResult.Answered Answer() => new(reply.Status!.Value, Body: default, begunAt, IsReadable: true);
        }

        void Attempted(AttemptResult result, AttemptEnded ended)
        {
            Machine!.End(ended, Now);
            Follow(carriage, carriage.After(result, permit, begunAt.Elapsed, Now));
        }
    }

    private void Follow(Carriage carriage, CarriageStep step)
    {
        switch (step)
        {
            case CarriageStep.AnotherPermit:
                WantPermit(carriage);
                break;
            case CarriageStep.TryAgain again when !Machine!.IsStopping:
                Machine.Await(carriage.Delivery, again.Next);
                _betweenTries.Add(carriage);
                Plan(again.Wait, () =>
                {
                    if (_betweenTries.Remove(carriage))
                    {
                        WantPermit(carriage);
                    }
                });
                break;
            default:
                End(carriage, carriage.OutcomeOf(step, Machine!.IsStopping));
                break;
        }
    }

    private void WantPermit(Carriage carriage)
    {
        carriage.WaitsFrom(Now.Elapsed);
        Machine!.WantPermit(carriage.Delivery, Now);
    }

    private void End(Carriage carriage, TargetOutcome outcome)
    {
        _carriages.Remove(carriage.Delivery);
        Outcomes.Add(carriage.Delivery.RequestId, outcome);
        Machine!.Finish(carriage.Delivery, outcome, Now);
    }

    private void Plan(TimeSpan wait, Action what) => _agenda.Enqueue(what, (Now.Elapsed + wait, ++_planned));

    /// <summary>What the target does with an attempt.</summary>
    /// <param name="Status">Its answer; null resets the connection.</param>
    /// <param name="RetryAfter">Of a 429 the seconds that it asks for.</param>
    public sealed record Reply(int? Status, int RetryAfter = 0);
}
