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
    private readonly TokenSupply _tokens;
    private readonly SendGates _gates;
    private readonly PauseAnnouncer _pauses;
    private readonly GatewayTimer _wakeUp;
    private readonly GatewayTimer _graceOver;
    private readonly RateBudget _budget;
    private readonly WaitingSends _waiting;
    private readonly GatewayWatch _watch;
    private readonly TargetAbsence _absence = new();
    private readonly GatewayEnding _ending = new();
    private readonly IDisposable? _rightChanges;

    private int _open;
    private long _throttlesHeardOf;
    private (TargetOutcome Outcome, TimeSpan Until)? _refusal;

    /// <summary>A gateway that asks for its tokens with the first request.</summary>
    public TargetGateway(GatewayOptions options, TimeProvider timeProvider, ILogger<TargetGateway> logger)
    {
        _options = options;
        _clock = new GatewayClock(timeProvider);
        _budget = new RateBudget(PacingRules.PerMinute(options.RequestsPerMinute, options.MaxInFlight), options.Tokens);
        _transport = new GatewayTransport(options, _clock, logger, Self);
        _watch = new GatewayWatch(_budget, _transport.Meter, _transport.Telemetry);
        _tokens = new TokenSupply(_budget, _transport, _clock, options.Tokens);
        _gates = new SendGates(_clock, options.Tokens, options.Right);
        _pauses = new PauseAnnouncer(Context.System.EventStream, _clock);
        _wakeUp = new GatewayTimer(timeProvider, Self, WakeUp.Instance);
        _graceOver = new GatewayTimer(timeProvider, Self, GraceOver.Instance);
        var self = Self;
        _rightChanges = options.Right?.OnChange(() => self.Tell(WakeUp.Instance));

        _waiting = new WaitingSends(_budget, options.MaxPause, (delivery, until) => Refuse(delivery, new TargetOutcome.NotSent(_clock.At(until))));
        RestoredPauses.Restore(options.Pauses, _budget, _tokens, _pauses, _clock, options.Tokens);

        Receive<Send>(Take);
        Receive<WithdrawSend>(Withdraw);
        Receive<PermitWanted>(TakeAgain);
        Receive<AttemptEnded>(End);
        Receive<DeliveryEnded>(Finish);
        Receive<TryAwaited>(_absence.Failed);
        Receive<TokenTryAwaited>(AwaitToken);
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
        _rightChanges?.Dispose();
        _wakeUp.Dispose();
        _graceOver.Dispose();
        _transport.Dispose();
    }

    private void Take(Send send)
    {
        if (_open >= _options.MaxOpenRequests)
        {
            send.ReplyTo.Tell(new SendRefused(send.RequestId, _options.MaxOpenRequests));
            return;
        }

        _open++;
        _waiting.Add(new Delivery(send) { WaitsSince = _clock.Elapsed });
        Pump();
    }

    private void Withdraw(WithdrawSend withdrawn)
    {
        if (_waiting.Withdraw(withdrawn))
        {
            _open--;
            Pump(); // It may have been the one of its route that others wait behind.
            TellWhoWaitsForTheEnd();
        }
    }

    private void TakeAgain(PermitWanted wanted)
    {
        wanted.Delivery.WaitsSince = _clock.Elapsed;
        _waiting.Add(wanted.Delivery);
        Pump();
    }

    private void End(AttemptEnded ended)
    {
        var lane = ended.Permit.Lane;
        _budget.End(ended.Permit.Ticket, ended.Report);
        if (ended.IsAtWork)
        {
            _absence.Answered();
        }

        if (ended.Report is AttemptReport.Throttled throttled)
        {
            var scope = ended.Permit.ScopeOf(throttled.Limit);
            _throttlesHeardOf++;
            _budget.Release(lane, ended.Permit.Ticket.Route);
            if (_pauses.Note(scope, throttled.Until, ended.PauseReason ?? "429"))
            {
                _transport.Telemetry.Paused(isOfToken: scope == ended.Permit.Label);
            }
        }

        if (ended.Shut is { } shut && shut.Readings > _throttlesHeardOf)
        {
            // The 429 itself is on its way here; until it comes, permits for what it pauses would only be given back.
            _budget.Hold(lane, shut.LaneUntil);
            _budget.Hold(ended.Permit.Ticket.Route, shut.RouteUntil);
        }

        if (ended.TokenRefused)
        {
            _tokens.CloseRefused(ended.Permit);
        }

        Pump();
    }

    private void Finish(DeliveryEnded ended)
    {
        _open--;
        _absence.Ended(ended.Delivery);
        if (ended.Outcome is TargetOutcome.CredentialsRefused && WhyNothingIsSent(_clock.Elapsed) is null)
        {
            Refuse(ended.Outcome);
        }

        TellWhoWaitsForTheEnd();
    }

    private void AwaitToken(TokenTryAwaited awaited)
    {
        _tokens.Note(awaited);
        if (awaited.Try is { IsAskedFor: true } next)
        {
            PauseLogin(_clock.Elapsed + (next.At - _clock.Now).ToTimeSpan(), next.Reason!);
            Pump();
        }
    }

    private void PauseLogin(TimeSpan until, string reason)
    {
        _tokens.Pause(until);
        _pauses.Note(PauseBegan.LoginScope, until, reason);
    }

    private void UseToken(TokenAnswered answered)
    {
        switch (answered.Result)
        {
            case TokenResult.Paused paused:
                PauseLogin(paused.Until, paused.Reason);
                break;
            case TokenResult.Unreachable { Until: { } until } unreachable:
                PauseLogin(until, unreachable.Reason);
                break;
        }

        if (_tokens.Use(answered) is { } outcome)
        {
            Refuse(outcome);
        }

        Pump();
    }

    private void Refuse(TargetOutcome outcome)
    {
        if (outcome is TargetOutcome.CredentialsRefused)
        {
            _refusal = (outcome, _clock.Elapsed + RefusalHolds);
        }

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

        _tokens.CloseExpired(now);
        _waiting.LookAside(now);
        var next = Earlier(Earlier(GrantUntil(now), _pauses.NextEnd), _waiting.NextAt(now));

        if (PausedAsAWholeUntil(now) is { } until && until - now > _options.MaxPause && !_tokens.AnyAwaited)
        {
            RefuseAll(new TargetOutcome.NotSent(_clock.At(until)));
        }

        _wakeUp.Set(next - now);
        Watch(_clock.Elapsed); // Whoever was told that nothing is sent has had figures of a later moment than this began at.
    }

    /// <summary>Notes how things stand from now on. Pauses alone hold requests back where nothing else can be sent, or nothing else waits.</summary>
    private void Watch(TimeSpan now)
    {
        var waiting = _waiting.Count;
        _watch.Note(now, waiting, _waiting.Routes, isHeldBack: waiting > 0 && IsHeldBack(now));
    }

    private bool IsHeldBack(TimeSpan now) => _options.Right is { Holds: false } || HeldBackUntil(now) is not null;

    // Where all that waits keeps to pauses of its own routes, nothing can be sent before the first of them ends.
    private TimeSpan? HeldBackUntil(TimeSpan now) => PausedAsAWholeUntil(now) ?? (_waiting.AnyInLine ? null : _pauses.NextEnd);

    /// <summary>Gives permits until the queue is empty, and otherwise tells when to go on, where that is known.</summary>
    private TimeSpan? GrantUntil(TimeSpan now)
    {
        if (_options.Right is { Holds: false } right)
        {
            if (_open > 0)
            {
                right.Seek(); // It tells when it holds again.
            }

            return null;
        }

        while (_waiting.AnyInLine)
        {
            var decision = _budget.Decide(now);
            if (decision is not PermitDecision.Granted granted)
            {
                _tokens.Ask(now, wantsAnother: decision is not PermitDecision.Full);

                // Where no lane is open because none is worth a token yet, the first end of a pause is the time to ask for one.
                return (decision as PermitDecision.WaitUntil)?.At ?? (_tokens.AnyAwaited ? null : _budget.NextPauseEnd(now));
            }

            if (_waiting.TakeFree(now) is { } delivery)
            {
                var route = delivery.Request.Route;
                var ticket = _budget.Take(granted.Lane, route, now);
                _transport.Telemetry.Permitted(delivery.Request.Urgency, now - delivery.WaitsSince);
                _transport.Grant(delivery, new Permit(ticket, _tokens[granted.Lane], new SendGate(_gates, granted.Lane, route)));
                _waiting.LetBack(route, now);
            }
        }

        if (_open > 0)
        {
            _tokens.Ask(now, wantsAnother: false);
        }

        return null;
    }

    /// <summary>When something can be sent again, where nothing can for pauses alone: the login is paused, or all tokens there are, or could be, are.</summary>
    private TimeSpan? PausedAsAWholeUntil(TimeSpan now)
    {
        var tokens = _budget.PausedAsAWholeUntil(now) ?? (_budget.FirstPauseEnd is var first && first > now ? first : null);
        return _tokens.PausedUntil(now) is { } login && (tokens is null || tokens < login) ? login : tokens;
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private TargetOutcome? WhyNothingIsSent(TimeSpan now)
    {
        if (_ending.HasBegun || _options.Right is { IsLost: true })
        {
            return new TargetOutcome.NotSent(Until: null);
        }

        return _refusal is { } refusal && now < refusal.Until ? refusal.Outcome : null;
    }

    private void RefuseAll(TargetOutcome outcome)
    {
        foreach (var delivery in _waiting.TakeAll(_clock.Elapsed))
        {
            Refuse(delivery, outcome);
        }

        TellWhoWaitsForTheEnd();
    }

    private void Refuse(Delivery delivery, TargetOutcome outcome)
    {
        if (delivery.IsUnderWay)
        {
            delivery.Answer(new PermitAnswer(Permit: null, outcome));
            return;
        }

        _open--;
        delivery.Send.ReplyTo.Tell(new SendCompleted(delivery.Send.RequestId, outcome));
    }

    private void Stop(StopGateway stop)
    {
        if (_ending.Begin(Sender))
        {
            _transport.Stop();
            _graceOver.Set(stop.Grace < StopGateway.LongestGrace ? stop.Grace : StopGateway.LongestGrace);
            Pump();
        }

        TellWhoWaitsForTheEnd();
    }

    private void TellWhoWaitsForTheEnd() => _ending.TellWhereOver(_open, Counters);

    private GatewayCounters Counters() => _watch.Complete(_transport.Meter.Snapshot(), _clock.Elapsed);

    private GatewayStatus Status()
    {
        var now = _clock.Elapsed;
        var whole = _waiting.Count > 0 ? HeldBackUntil(now) : PausedAsAWholeUntil(now);
        return new(
            _budget.InFlight,
            _waiting.Count,
            _pauses.Current,
            _ending.HasBegun,
            Counters())
        {
            Open = _open,
            WhyNotAllowed = _open > 0 ? _options.Right?.WhyNot : null,
            WaitsFor = _tokens.Next ?? _absence.Next(_open),
            ClockOffset = _transport.TargetTime.Clock.Offset,
            AllowedPerMinute = _budget.AllowedPerMinuteOn(_watch.Routes),
            ExpectedPerMinute = _budget.ExpectedPerMinuteOn(_watch.Routes, now),
            IsPausedAsAWhole = whole is not null,
            Foremost = _pauses.FirstFrom(whole ?? TimeSpan.MinValue),
            OpenTokens = _budget.OpenLanes,
            Tokens = _options.Tokens,
        };
    }
}
