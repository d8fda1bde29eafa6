namespace ActorSync.Core.Pacing;

/// <summary>Decides when the next request may go, and with which token, so that no limit of the target is ever passed.</summary>
/// <remarks>
/// One <see cref="Allowance"/> per token (a lane), and one per limit that a 429 named beside it: of a route, or of the whole organisation,
/// where more tokens do not help. Time is an argument, monotonic since the budget's start, because the wall clock may step; the same calls give the
/// same decisions. It changes in place, since at thousands of requests a second copies of its windows would cost more than the requests.
/// </remarks>
public sealed class RateBudget
{
    /// <summary>The latency assumed before any answer was seen.</summary>
    public static readonly TimeSpan AssumedLatency = TimeSpan.FromMilliseconds(500);

    /// <summary>The most limits that are told apart beside the tokens' own; what is named beyond them pauses the token.</summary>
    public const int MostNamedLimits = 64;

    /// <summary>The window of a limit that a 429 names: the platform states them per minute.</summary>
    public static readonly TimeSpan NamedWindow = TimeSpan.FromMinutes(1);

    private readonly PacingRules _rules;
    private readonly Lane[] _lanes;
    private readonly NamedLimits _named = new();
    private readonly RoundTrips _roundTrips;

    private long _lastTicket;

    /// <summary>A budget whose lanes are all closed until their tokens are there.</summary>
    /// <param name="rules">Pace and limits.</param>
    /// <param name="lanes">How many tokens are used side by side, at least 1.</param>
    public RateBudget(PacingRules rules, int lanes)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rules.RequestsPerWindow);

        _rules = rules;
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new Lane(rules))];
        _roundTrips = new RoundTrips(rules.Window);
    }

    /// <summary>How many requests are under way, over all lanes.</summary>
    public int InFlight { get; private set; }

    /// <summary>The measured time from send to answer, smoothed.</summary>
    public TimeSpan Latency => _roundTrips.Latency;

    /// <summary>How many lanes have a token.</summary>
    public int OpenLanes => _lanes.Count(lane => lane.IsOpen);

    /// <summary>What all lanes with a token may send in a minute, as known now; null where nothing limits it.</summary>
    public double? AllowedPerMinute => _rules.IsPaced ? _lanes.Where(lane => lane.IsOpen).Sum(lane => lane.PerMinute) : null;

    /// <summary>Whether the target has named any limit beside the tokens' own.</summary>
    public bool KnowsNamedLimits => _named.Any;

    /// <summary>
    /// What may be sent in a minute while requests of these routes wait: the least of what the tokens in use and the limits named for all of the
    /// routes allow; null where nothing limits it.
    /// </summary>
    public double? AllowedPerMinuteOn(IReadOnlyCollection<string> routes) => Least(AllowedPerMinute, _named.PerMinute(routes));

    /// <summary>The same once every token is in use. One that is paused for longer than <see cref="NamedWindow"/> counts for nothing, unless all are.</summary>
    public double? ExpectedPerMinuteOn(IReadOnlyCollection<string> routes, TimeSpan now) => Least(ExpectedPerMinute(now), _named.PerMinute(routes));

    /// <summary>The most requests under way at once: configured, else what the pace needs at the measured latency, 1 to <see cref="PacingRules.MostInFlight"/>.</summary>
    public int MaxInFlight
    {
        get
        {
            if (_rules.MaxInFlight is { } configured)
            {
                return configured;
            }

            if (!_rules.IsPaced)
            {
                return PacingRules.MostInFlight;
            }

            var perSecond = _rules.RequestsPerWindow * (double)_lanes.Length / _rules.Window.TotalSeconds;
            var needed = Math.Ceiling(perSecond * (Latency + PacingRules.Tolerance).TotalSeconds) + PacingRules.SpareInFlight;

            return (int)Math.Clamp(needed, 1, PacingRules.MostInFlight);
        }
    }

    /// <summary>Whether nothing can be sent on a lane at <paramref name="now"/>, because a 429 paused it.</summary>
    public bool IsPaused(int lane, TimeSpan now) => _lanes[lane].PausedUntil > now;

    /// <summary>When the first lane is not paused any more, whether it has a token or not.</summary>
    public TimeSpan FirstPauseEnd
    {
        get
        {
            var first = TimeSpan.MaxValue;
            foreach (var lane in _lanes)
            {
                first = lane.PausedUntil < first ? lane.PausedUntil : first;
            }

            return first;
        }
    }

    /// <summary>When the next pause of a lane ends, whether it has a token or not; null where none is paused.</summary>
    public TimeSpan? NextPauseEnd(TimeSpan now)
    {
        TimeSpan? next = null;
        foreach (var lane in _lanes)
        {
            if (lane.PausedUntil > now && (next is not { } known || lane.PausedUntil < known))
            {
                next = lane.PausedUntil;
            }
        }

        return next;
    }

    /// <summary>Whether a request may go now, on which lane, and otherwise when to ask again. <see cref="RouteReadyAt"/> may still hold the request's own route back.</summary>
    public PermitDecision Decide(TimeSpan now)
    {
        if (InFlight >= MaxInFlight)
        {
            return PermitDecision.Full.Instance;
        }

        (int Lane, TimeSpan ReadyAt)? best = null;
        for (var index = 0; index < _lanes.Length; index++)
        {
            var lane = _lanes[index];
            if (!lane.IsOpen)
            {
                continue;
            }

            var readyAt = lane.ReadyAt(now);
            if (best is not { } other || readyAt < other.ReadyAt || (readyAt == other.ReadyAt && lane.InFlight < _lanes[other.Lane].InFlight))
            {
                best = (index, readyAt);
            }
        }

        return best switch
        {
            null => PermitDecision.NoLaneOpen.Instance,
            { } ready when ready.ReadyAt <= now => new PermitDecision.Granted(ready.Lane),
            { } later => new PermitDecision.WaitUntil(later.ReadyAt),
        };
    }

    /// <summary>The first time at which the limits named for a route let it go; not later than now where there are none.</summary>
    public TimeSpan RouteReadyAt(string route, TimeSpan now) => _named.ReadyAt(route, now);

    /// <summary>The end of the pause that the limits named for a route are in; not later than now where there is none.</summary>
    public TimeSpan RoutePausedUntil(string route) => _named.PausedUntil(route);

    /// <summary>The time at which the first pause ends, when every open lane is paused; otherwise null.</summary>
    public TimeSpan? PausedAsAWholeUntil(TimeSpan now)
    {
        TimeSpan? first = null;
        foreach (var lane in _lanes)
        {
            if (!lane.IsOpen)
            {
                continue;
            }

            var until = lane.PausedUntil;
            if (until <= now)
            {
                return null;
            }

            first = first is { } known && known < until ? known : until;
        }

        return first;
    }

    /// <summary>Gives a permit away.</summary>
    /// <exception cref="InvalidOperationException">The lane may not send now: the caller did not ask.</exception>
    public Ticket Take(int lane, string route, TimeSpan now)
    {
        var taken = _lanes[lane];
        if (!taken.IsOpen || taken.ReadyAt(now) > now)
        {
            throw new InvalidOperationException($"Lane {lane} may not send before {taken.ReadyAt(now)}, and it is {now}.");
        }

        var ticket = new Ticket(++_lastTicket, lane, route);
        taken.InFlight++;
        InFlight++;
        ForEach(ticket, allowance => allowance.Take(ticket.Id, now));

        return ticket;
    }

    /// <summary>Takes a ticket back and learns from how its attempt ended.</summary>
    /// <exception cref="InvalidOperationException">Nothing is under way on that lane.</exception>
    public void End(Ticket ticket, AttemptReport report)
    {
        var lane = _lanes[ticket.Lane];
        if (lane.InFlight == 0)
        {
            throw new InvalidOperationException($"Nothing is under way on lane {ticket.Lane}.");
        }

        lane.InFlight--;
        InFlight--;
        switch (report)
        {
            case AttemptReport.Unused:
                ForEach(ticket, allowance => allowance.GiveBack(ticket.Id));
                break;
            case AttemptReport.Failed failed:
                ForEach(ticket, allowance => allowance.Lose(ticket.Id, failed.SentAt + PacingRules.ArrivalSpread(_rules.Window)));
                break;
            case AttemptReport.Answered answered:
                var countedBy = _roundTrips.CountedBy(answered.SentAt, answered.AnsweredAt);
                ForEach(ticket, allowance => allowance.Accept(ticket.Id, countedBy));
                break;
            case AttemptReport.Throttled throttled:
                Refuse(ticket, throttled);
                break;
            default:
                throw new InvalidOperationException($"{report.GetType().Name} is no end of an attempt.");
        }
    }

    /// <summary>Pauses a lane for what an earlier process was told; of two pauses the later wins.</summary>
    public void Pause(int lane, TimeSpan until) => _lanes[lane].Pause(until);

    /// <summary>Pauses a named limit for the routes that an earlier process met it on.</summary>
    public void Pause(NamedLimit limit, string route, TimeSpan until) => _named.MetOn(route, limit)?.Pause(until);

    /// <summary>Grants nothing on a lane before <paramref name="until"/>, for a pause whose length is still being read.</summary>
    public void Hold(int lane, TimeSpan until) => _lanes[lane].Hold(until);

    /// <summary>Lets nothing go on a route before <paramref name="until"/>, likewise; the other routes of the lane go on.</summary>
    public void Hold(string route, TimeSpan until) => _named.Hold(route, until);

    /// <summary>Ends what <see cref="Hold(int, TimeSpan)"/> and <see cref="Hold(string, TimeSpan)"/> hold: the pause is known now.</summary>
    public void Release(int lane, string route)
    {
        _lanes[lane].Release();
        _named.Release(route);
    }

    /// <summary>Opens a lane that has a token now. Its pace and its pause go on as they were.</summary>
    public void Open(int lane) => _lanes[lane].IsOpen = true;

    /// <summary>Closes a lane that has no token.</summary>
    public void Close(int lane) => _lanes[lane].IsOpen = false;

    private void Refuse(Ticket ticket, AttemptReport.Throttled throttled)
    {
        var refusing = throttled.Limit is { IsOfToken: false } limit ? _named.MetOn(ticket.Route, limit) : null;
        var lane = _lanes[ticket.Lane];
        if (refusing is null)
        {
            refusing = lane.RefusedBy(throttled.RetryAfter);
            lane.Pause(throttled.Until);
        }

        ForEach(ticket, allowance =>
        {
            if (allowance == refusing)
            {
                allowance.Refuse(ticket.Id, throttled);
            }
            else
            {
                allowance.GiveBack(ticket.Id);
            }
        });
    }

    /// <summary>Tokens are issued one by one, so those still to come count like those in use.</summary>
    private double? ExpectedPerMinute(TimeSpan now)
    {
        if (!_rules.IsPaced)
        {
            return null;
        }

        var free = _lanes.Count(lane => lane.PausedUntil <= now + NamedWindow);
        var known = _lanes.Where(lane => lane.IsOpen).DefaultIfEmpty(_lanes[0]).Average(lane => lane.PerMinute);
        return known * (free > 0 ? free : _lanes.Length);
    }

    private static double? Least(double? one, double? other) => one is null || other < one ? other : one;

    private void ForEach(Ticket ticket, Action<Allowance> act)
    {
        _lanes[ticket.Lane].ForEach(act);
        foreach (var allowance in _named.Of(ticket.Route))
        {
            act(allowance);
        }
    }
}
