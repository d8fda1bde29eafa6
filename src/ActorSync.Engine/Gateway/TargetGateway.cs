using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>Alone decides when a request to the target may leave, and with which token; one per target.</summary>
/// <remarks>
/// The rules are in <see cref="RateBudget"/>. A request that gets its first permit is handed to a <see cref="Courier"/> on the
/// thread pool, which asks here for the permit of each further attempt; everything comes back as a message.
/// </remarks>
#pragma warning disable CA1001 // An actor is not disposed: it closes what it owns when it stops.
public sealed class TargetGateway : ReceiveActor
#pragma warning restore CA1001
{
    /// <summary>How long refused credentials are not tried again: each try would be a failed login.</summary>
    public static readonly TimeSpan RefusalHolds = TimeSpan.FromMinutes(1);

    private readonly GatewayOptions _options;
    private readonly GatewayClock _clock;
    private readonly GatewayTransport _transport;
    private readonly LaneTokens _tokens;
    private readonly LaneGate[] _gates;
    private readonly PauseAnnouncer _pauses;
    private readonly GatewayTimer _wakeUp;
    private readonly GatewayTimer _graceOver;
    private readonly SendQueue _queue = new();
    private readonly List<IActorRef> _stoppers = [];

    private RateBudget _budget;
    private int _open;
    private bool _isStopping;
    private (TargetOutcome Outcome, TimeSpan Until)? _refusal;

    /// <summary>A gateway that asks for its tokens with the first request.</summary>
    public TargetGateway(GatewayOptions options, TimeProvider timeProvider, ILogger<TargetGateway> logger)
    {
        _options = options;
        _clock = new GatewayClock(timeProvider);
        _budget = new RateBudget(PacingRules.PerMinute(options.RequestsPerMinute, options.MaxInFlight), options.Tokens);
        _transport = new GatewayTransport(options, _clock, logger, Self);
        _tokens = new LaneTokens(options.Tokens);
        _gates = [.. Enumerable.Range(0, options.Tokens).Select(_ => new LaneGate(_clock))];
        _pauses = new PauseAnnouncer(Context.System.EventStream, _clock, options.Tokens);
        _wakeUp = new GatewayTimer(timeProvider, Self, WakeUp.Instance);
        _graceOver = new GatewayTimer(timeProvider, Self, GraceOver.Instance);

        Restore(options.Pauses);

        Receive<Send>(Take);
        Receive<WithdrawSend>(Withdraw);
        Receive<PermitWanted>(TakeAgain);
        Receive<AttemptEnded>(End);
        Receive<DeliveryEnded>(Finish);
        Receive<TokenAnswered>(UseToken);
        Receive<WakeUp>(_ => Pump());
        Receive<GetGatewayStatus>(_ => Sender.Tell(Status()));
        Receive<StopGateway>(Stop);
        Receive<GraceOver>(_ => _transport.CutOff());
    }

    /// <summary>How to make one. The actor owns its connections and closes them when it ends.</summary>
    public static Props Props(GatewayOptions options, TimeProvider timeProvider, ILogger<TargetGateway> logger) =>
        Akka.Actor.Props.Create<TargetGateway>(options, timeProvider, logger);

    /// <inheritdoc/>
    protected override void PostStop()
    {
        RefuseAll(new TargetOutcome.NotSent(Until: null));
        _wakeUp.Dispose();
        _graceOver.Dispose();
        _transport.Dispose();
    }

    /// <summary>Takes over what an earlier process was told; nobody in this one has been asked yet.</summary>
    private void Restore(ImmutableArray<PauseBegan> pauses)
    {
        var now = _clock.Read();
        for (var lane = 0; lane < _options.Tokens; lane++)
        {
            foreach (var pause in pauses.Where(pause => pause.Token == Permit.LabelOf(lane)))
            {
                var until = now.Elapsed + (pause.Until - now.Instant).ToTimeSpan();
                _budget = _budget.Pause(lane, until);
                _pauses.Note(lane, until, pause.Reason);
            }
        }
    }

    private void Take(Send send)
    {
        if (_open >= _options.MaxOpenRequests)
        {
            send.ReplyTo.Tell(new SendRefused(send.RequestId, _options.MaxOpenRequests));
            return;
        }

        _open++;
        _queue.Add(new Delivery(send));
        Pump();
    }

    private void Withdraw(WithdrawSend withdrawn)
    {
        if (_queue.Withdraw(withdrawn))
        {
            _open--;
            TellWhoWaitsForTheEnd();
        }
    }

    private void TakeAgain(PermitWanted wanted)
    {
        _queue.AddAgain(wanted.Delivery);
        Pump();
    }

    private void End(AttemptEnded ended)
    {
        var lane = ended.Permit.Lane;
        _budget = _budget.End(lane, ended.Latency);

        if (ended.Pause is { } pause)
        {
            _budget = _budget.Pause(lane, pause.Until);
            _pauses.Note(lane, pause.Until, pause.Reason);
        }

        if (ended.ShutUntil is { } shutUntil)
        {
            // The 429 itself is on its way here; until it comes, permits for this lane would only be given back.
            _budget = _budget.Pause(lane, shutUntil);
        }

        if (ended.TokenRefused && _tokens.Drop(lane, ended.Permit.Token))
        {
            _budget = _budget.Close(lane);
        }

        Pump();
    }

    private void Finish(DeliveryEnded ended)
    {
        _open--;
        if (ended.Outcome is TargetOutcome.CredentialsRefused && WhyNothingIsSent(_clock.Elapsed) is null)
        {
            Refuse(ended.Outcome);
        }

        TellWhoWaitsForTheEnd();
    }

    private void UseToken(TokenAnswered answered)
    {
        switch (answered.Result)
        {
            case TokenResult.Granted granted:
                _tokens.Accept(answered.Lane, granted.Lease);
                _budget = _budget.Open(answered.Lane);
                break;
            case TokenResult.Refused refused:
                _tokens.Fail(answered.Lane, _clock.Elapsed);
                if (!_tokens.AnyGood)
                {
                    Refuse(new TargetOutcome.CredentialsRefused(refused.Reason));
                }

                break;
            case TokenResult.Unreachable unreachable:
                _tokens.Fail(answered.Lane, _clock.Elapsed);
                if (!_tokens.AnyGood && !_tokens.AnyAwaited)
                {
                    RefuseAll(new TargetOutcome.Unreachable(unreachable.Reason));
                }

                break;
            default:
                throw new InvalidOperationException($"{answered.Result.GetType().Name} is no end.");
        }

        Pump();
    }

    private void Refuse(TargetOutcome outcome)
    {
        _refusal = (outcome, _clock.Elapsed + RefusalHolds);
        RefuseAll(outcome);
    }

    /// <summary>Gives permits as long as there are any, and sets the timer for the next time.</summary>
    private void Pump()
    {
        var now = _clock.Elapsed;
        _pauses.EndThoseOver(now);
        if (WhyNothingIsSent(now) is { } outcome)
        {
            RefuseAll(outcome);
        }

        foreach (var lane in _tokens.Expire(now))
        {
            _budget = _budget.Close(lane);
        }

        var next = Earlier(GrantUntil(now), _pauses.NextEnd);

        if (PausedAsAWholeUntil(now) is { } until && until - now > _options.MaxPause && !_tokens.AnyAwaited)
        {
            RefuseAll(new TargetOutcome.NotSent(_clock.At(until)));
        }

        _wakeUp.Set(next - now);
    }

    /// <summary>Gives permits until the queue is empty, and otherwise tells when to go on, where that is known.</summary>
    private TimeSpan? GrantUntil(TimeSpan now)
    {
        while (_queue.Count > 0)
        {
            var decision = _budget.Decide(now);
            if (decision is not PermitDecision.Granted granted)
            {
                AskForTokens(now, wantsAnother: decision is not PermitDecision.Full);

                // Where no lane is open because none is worth a token yet, the first end of a pause is the time to ask for one.
                return (decision as PermitDecision.WaitUntil)?.At ?? (_tokens.AnyAwaited ? null : FirstPauseEnd(now));
            }

            _budget = _budget.Take(granted.Lane, now);
            _queue.TryTake(now, out var delivery);
            _transport.Grant(delivery, new Permit(granted.Lane, _tokens[granted.Lane]!, _gates[granted.Lane]));
        }

        if (_open > 0)
        {
            AskForTokens(now, wantsAnother: false);
        }

        return null;
    }

    /// <summary>When the first pause ends, where nothing can be sent for pauses alone: all tokens there are, or could be, are paused.</summary>
    private TimeSpan? PausedAsAWholeUntil(TimeSpan now) =>
        _budget.PausedAsAWholeUntil(now) ?? (_budget.Lanes.All(lane => lane.PausedUntil > now) ? _budget.Lanes.Min(lane => lane.PausedUntil) : null);

    private TimeSpan? FirstPauseEnd(TimeSpan now) => _budget.Lanes.Where(lane => lane.PausedUntil > now).Min(lane => (TimeSpan?)lane.PausedUntil);

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private TargetOutcome? WhyNothingIsSent(TimeSpan now)
    {
        if (_isStopping)
        {
            return new TargetOutcome.NotSent(Until: null);
        }

        return _refusal is { } refusal && now < refusal.Until ? refusal.Outcome : null;
    }

    private void AskForTokens(TimeSpan now, bool wantsAnother)
    {
        if (_tokens.Ask(now, wantsAnother, lane => _budget.Lanes[lane].PausedUntil > now) is { } lane)
        {
            _transport.AskForToken(lane);
        }
    }

    private void RefuseAll(TargetOutcome outcome)
    {
        while (_queue.TryTake(_clock.Elapsed, out var delivery))
        {
            if (delivery.IsUnderWay)
            {
                delivery.Answer(new PermitAnswer(Permit: null, outcome));
            }
            else
            {
                _open--;
                delivery.Send.ReplyTo.Tell(new SendCompleted(delivery.Send.RequestId, outcome));
            }
        }

        TellWhoWaitsForTheEnd();
    }

    private void Stop(StopGateway stop)
    {
        _stoppers.Add(Sender);
        if (!_isStopping)
        {
            _isStopping = true;
            _transport.Stop();
            _graceOver.Set(stop.Grace < StopGateway.LongestGrace ? stop.Grace : StopGateway.LongestGrace);
            Pump();
        }

        TellWhoWaitsForTheEnd();
    }

    private void TellWhoWaitsForTheEnd()
    {
        if (_open > 0 || _stoppers.Count == 0)
        {
            return;
        }

        foreach (var stopper in _stoppers)
        {
            stopper.Tell(new GatewayStopped(_transport.Meter.Snapshot()));
        }

        _stoppers.Clear();
    }

    private GatewayStatus Status() => new(
        _budget.InFlight,
        _queue.Count,
        _pauses.Current,
        _isStopping,
        _transport.Meter.Snapshot())
    {
        ClockOffset = _transport.TargetTime.Clock.Offset,
    };
}
