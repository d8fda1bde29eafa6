using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>Alone decides when a request to the target may leave, and with which token; one per target.</summary>
/// <remarks>
/// The pace is in <see cref="RateBudget"/>. Whoever runs the machine tells it what happens, one call after the other and none before the one
/// before has returned, each with the moment at which it happens; what is to be done it tells its <see cref="IGatewayPort"/>. The same calls
/// make the same calls there. Mutable and single threaded.
/// </remarks>
public sealed class GatewayMachine
{
    /// <summary>How long refused credentials are not tried again: each try would be a failed login.</summary>
    public static readonly TimeSpan RefusalHolds = TimeSpan.FromMinutes(1);

    private readonly GatewayRules _rules;
    private readonly IGatewayPort _port;
    private readonly RateBudget _budget;
    private readonly TokenSupply _tokens;
    private readonly PauseAnnouncer _pauses;
    private readonly WaitingSends _waiting;
    private readonly GatewayWatch _watch;
    private readonly GatewayEnding _ending;
    private readonly TargetAbsence _absence = new();

    private long _throttlesHeardOf;
    private (TargetOutcome Outcome, TimeSpan Until)? _refusal;

    /// <summary>A gateway that asks for its tokens with the first request.</summary>
    public GatewayMachine(GatewayRules rules, IGatewayPort port)
    {
        ArgumentNullException.ThrowIfNull(rules);

        _rules = rules;
        _port = port;
        _budget = new RateBudget(rules.Pacing, rules.Tokens);
        _tokens = new TokenSupply(_budget, port, rules.Tokens);
        _pauses = new PauseAnnouncer(port);
        _waiting = new WaitingSends(_budget, rules.MaxPause, (delivery, until) => Refuse(delivery, new TargetOutcome.NotSent(until)));
        _watch = new GatewayWatch(_budget, port);
        _ending = new GatewayEnding(port);
    }

    /// <summary>Requests without an outcome.</summary>
    public int Open { get; private set; }

    /// <summary>Whether nothing new is sent any more.</summary>
    public bool IsStopping => _ending.HasBegun;

    /// <summary>Takes over the pauses that an earlier process was told; before anything else.</summary>
    public void Restore(ImmutableArray<PauseBegan> pauses, Moment now) => RestoredPauses.Restore(pauses, _budget, _tokens, _pauses, _rules.Tokens, now);

    /// <summary>Takes a request, to have it carried when its turn comes; false where as many are open as may be.</summary>
    public bool TryTake(Delivery delivery, Moment now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        if (Open >= _rules.MaxOpenRequests)
        {
            return false;
        }

        Open++;
        Wait(delivery, now);
        return true;
    }

    /// <summary>Forgets a request whose asker has given up, and answers nobody; one that has had a permit goes on.</summary>
    public void Withdraw(long requestId, object asker, Moment now)
    {
        if (_waiting.Withdraw(requestId, asker))
        {
            Open--;
            Pump(now); // It may have been the one of its route that others wait behind.
            _ending.TellWhereOver(Open);
        }
    }

    /// <summary>Takes in that a request that is carried needs a permit for its next attempt.</summary>
    public void WantPermit(Delivery delivery, Moment now)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        Wait(delivery, now);
    }

    /// <summary>Takes a permit back.</summary>
    public void End(AttemptEnded ended, Moment now)
    {
        ArgumentNullException.ThrowIfNull(ended);
        var (permit, lane) = (ended.Permit, ended.Permit.Lane);
        _budget.End(permit.Ticket, ended.Report);
        if (ended.IsAtWork)
        {
            _absence.Answered();
        }

        if (ended.Report is AttemptReport.Throttled throttled)
        {
            var scope = permit.ScopeOf(throttled.Limit);
            _throttlesHeardOf++;
            _budget.Release(lane, permit.Route);
            if (_pauses.Note(scope, throttled.Until, ended.PauseReason ?? "429", now))
            {
                _port.Paused(isOfToken: scope == permit.Label);
            }
        }

        if (ended.Shut is { } shut && shut.Readings > _throttlesHeardOf)
        {
            // The 429 itself is on its way here; until it comes, permits for what it pauses would only be given back.
            _budget.Hold(lane, shut.LaneUntil);
            _budget.Hold(permit.Route, shut.RouteUntil);
        }

        if (ended.TokenRefused)
        {
            _tokens.CloseRefused(permit);
        }

        Pump(now);
    }

    /// <summary>Notes that a request that is carried has failed in passing and is tried again.</summary>
    public void Await(Delivery delivery, AwaitedTry next) => _absence.Failed(delivery, next);

    /// <summary>Takes in how a request ended that was carried; its asker knows already.</summary>
    public void Finish(Delivery delivery, TargetOutcome outcome, Moment now)
    {
        Open--;
        _absence.Ended(delivery);
        if (outcome is TargetOutcome.CredentialsRefused && WhyNothingIsSent(_port.Right, now.Elapsed) is null)
        {
            Refuse(outcome, now);
        }

        _ending.TellWhereOver(Open);
    }

    /// <summary>Takes in that a request for a token has failed in passing and is tried again.</summary>
    public void AwaitToken(AwaitedTry next, Moment now)
    {
        ArgumentNullException.ThrowIfNull(next);
        _tokens.Note(next);
        if (next.IsAskedFor)
        {
            PauseLogin(now.Elapsed + (next.At - now.Instant).ToTimeSpan(), next.Reason!, now);
            Pump(now);
        }
    }

    /// <summary>Takes in what the token endpoint has said for a lane, after all its retries.</summary>
    public void UseToken(int lane, TokenResult result, Moment now)
    {
        switch (result)
        {
            case TokenResult.Paused paused:
                PauseLogin(paused.Until, paused.Reason, now);
                break;
            case TokenResult.Unreachable { Until: { } until } unreachable:
                PauseLogin(until, unreachable.Reason, now);
                break;
        }

        if (_tokens.Use(lane, result, now.Elapsed) is { } outcome)
        {
            Refuse(outcome, now);
        }

        Pump(now);
    }

    /// <summary>Gives permits as long as there are any, and says when to do so again. Called when that time has come, and when the send right has changed.</summary>
    public void Pump(Moment moment)
    {
        var now = moment.Elapsed;
        var right = _port.Right;
        _pauses.EndThoseOver(now);
        if (WhyNothingIsSent(right, now) is { } outcome)
        {
            RefuseAll(outcome, now);
        }

        _tokens.CloseExpired(now);
        _waiting.LookAside(moment);
        var next = Earlier(Earlier(GrantUntil(moment, right), _pauses.NextEnd), _waiting.NextAt(now));

        if (PausedAsAWholeUntil(now) is { } until && until - now > _rules.MaxPause && !_tokens.AnyAwaited)
        {
            RefuseAll(new TargetOutcome.NotSent(moment.At(until)), now);
        }

        _port.WakeAfter(next - now);
        Watch(right, now);
    }

    /// <summary>Sends nothing new from now on. The asker is told when nothing is open any more, by <see cref="IGatewayPort.Stopped"/>.</summary>
    /// <remarks>What is between two attempts then is for whoever carries it to end.</remarks>
    public void Stop(object asker, Moment now)
    {
        if (_ending.Begin(asker))
        {
            Pump(now);
        }

        _ending.TellWhereOver(Open);
    }

    /// <summary>Ends all that waits, because whoever runs the machine goes away.</summary>
    public void Abandon(Moment now) => RefuseAll(new TargetOutcome.NotSent(Until: null), now.Elapsed);

    /// <summary>Adds to the counters what was allowed up to now.</summary>
    public GatewayCounters Complete(GatewayCounters counters, Moment now) => _watch.Complete(counters, now.Elapsed);

    /// <summary>What the gateway is doing, as far as the machine knows it.</summary>
    /// <param name="counters">What was sent so far.</param>
    /// <param name="moment">The time.</param>
    public GatewayStatus Status(GatewayCounters counters, Moment moment)
    {
        var now = moment.Elapsed;
        var whole = _waiting.Count > 0 ? HeldBackUntil(now) : PausedAsAWholeUntil(now);
        return new(_budget.InFlight, _waiting.Count, _pauses.Current, IsStopping, Complete(counters, moment))
        {
            Open = Open,
            WaitsFor = _tokens.Next ?? _absence.Next(Open),
            AllowedPerMinute = _budget.AllowedPerMinuteOn(_watch.Routes),
            ExpectedPerMinute = _budget.ExpectedPerMinuteOn(_watch.Routes, now),
            IsPausedAsAWhole = whole is not null,
            Foremost = _pauses.FirstFrom(whole ?? TimeSpan.MinValue),
            OpenTokens = _budget.OpenLanes,
            Tokens = _rules.Tokens,
        };
    }

    private void Wait(Delivery delivery, Moment now)
    {
        delivery.WaitsSince = now.Elapsed;
        _waiting.Add(delivery);
        Pump(now);
    }

    private void PauseLogin(TimeSpan until, string reason, Moment now)
    {
        _tokens.Pause(until);
        _pauses.Note(PauseBegan.LoginScope, until, reason, now);
    }

    /// <summary>Gives permits until the queue is empty, and otherwise tells when to go on, where that is known.</summary>
    private TimeSpan? GrantUntil(Moment moment, SendRight right)
    {
        if (right != SendRight.Holds)
        {
            if (Open > 0)
            {
                _port.SeekRight(); // It tells when it holds again.
            }

            return null;
        }

        var now = moment.Elapsed;
        while (_waiting.AnyInLine)
        {
            var decision = _budget.Decide(now);
            if (decision is not PermitDecision.Granted granted)
            {
                _tokens.Ask(moment, wantsAnother: decision is not PermitDecision.Full);

                // Where no lane is open because none is worth a token yet, the first end of a pause is the time to ask for one.
                return (decision as PermitDecision.WaitUntil)?.At ?? (_tokens.AnyAwaited ? null : _budget.NextPauseEnd(now));
            }

            if (_waiting.TakeFree(moment) is { } delivery)
            {
                var route = delivery.Request.Route;
                Grant(delivery, new Permit(_budget.Take(granted.Lane, route, now), _tokens[granted.Lane]) { Waited = now - delivery.WaitsSince });
                _waiting.LetBack(route, now);
            }
        }

        if (Open > 0)
        {
            _tokens.Ask(moment, wantsAnother: false);
        }

        return null;
    }

    /// <summary>The first permit has a request carried, any other goes to whoever carries it.</summary>
    private void Grant(Delivery delivery, Permit permit)
    {
        if (delivery.IsUnderWay)
        {
            _port.Answer(delivery, new PermitAnswer(permit, Refusal: null));
            return;
        }

        delivery.Begin();
        _port.Begin(delivery, permit);
    }

    private TargetOutcome? WhyNothingIsSent(SendRight right, TimeSpan now)
    {
        if (IsStopping || right == SendRight.IsLost)
        {
            return new TargetOutcome.NotSent(Until: null);
        }

        return _refusal is { } refusal && now < refusal.Until ? refusal.Outcome : null;
    }

    private void Refuse(TargetOutcome outcome, Moment now)
    {
        if (outcome is TargetOutcome.CredentialsRefused)
        {
            _refusal = (outcome, now.Elapsed + RefusalHolds);
        }

        RefuseAll(outcome, now.Elapsed);
    }

    private void RefuseAll(TargetOutcome outcome, TimeSpan now)
    {
        foreach (var delivery in _waiting.TakeAll(now))
        {
            Refuse(delivery, outcome);
        }

        _ending.TellWhereOver(Open);
    }

    private void Refuse(Delivery delivery, TargetOutcome outcome)
    {
        if (delivery.IsUnderWay)
        {
            _port.Answer(delivery, new PermitAnswer(Permit: null, outcome));
            return;
        }

        Open--;
        _port.Complete(delivery, outcome);
    }

    /// <summary>Notes how things stand from now on. Pauses alone hold requests back where nothing else can be sent, or nothing else waits.</summary>
    private void Watch(SendRight right, TimeSpan now)
    {
        var waiting = _waiting.Count;
        _watch.Note(now, waiting, _waiting.Routes, isHeldBack: waiting > 0 && (right != SendRight.Holds || HeldBackUntil(now) is not null));
    }

    // Where all that waits keeps to pauses of its own routes, nothing can be sent before the first of them ends.
    private TimeSpan? HeldBackUntil(TimeSpan now) => PausedAsAWholeUntil(now) ?? (_waiting.AnyInLine ? null : _pauses.NextEnd);

    /// <summary>When something can be sent again, where nothing can for pauses alone: the login is paused, or all tokens there are, or could be, are.</summary>
    private TimeSpan? PausedAsAWholeUntil(TimeSpan now)
    {
        var tokens = _budget.PausedAsAWholeUntil(now) ?? (_budget.FirstPauseEnd is var first && first > now ? first : null);
        return _tokens.PausedUntil(now) is { } login && (tokens is null || tokens < login) ? login : tokens;
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
