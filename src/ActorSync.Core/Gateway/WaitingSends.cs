using ActorSync.Core.Pacing;
using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>The requests that wait for a permit: those in line, and those set aside because a limit of their own route holds them back.</summary>
/// <remarks>
/// What is set aside lets others past. Of each route that is free again one request at a time comes back into the line, before all
/// others of its urgency, since its turn had come; the next one follows when that one has gone. So a long row behind a slow route is not
/// turned over for each place that becomes free.
/// </remarks>
/// <param name="budget">Says when a route is free.</param>
/// <param name="maxPause">A route that is paused for longer than this ends its requests.</param>
/// <param name="endFor">Ends a request that a pause until the given time is too long for.</param>
internal sealed class WaitingSends(RateBudget budget, TimeSpan maxPause, Action<Delivery, Instant> endFor)
{
    private readonly SendQueue _line = new();
    private readonly Dictionary<string, SendQueue> _aside = [];
    private readonly Dictionary<string, Delivery> _cameBack = [];
    private readonly Dictionary<string, int> _routes = [];

    /// <summary>How many wait.</summary>
    public int Count => _line.Count + (_aside.Count == 0 ? 0 : _aside.Values.Sum(route => route.Count));

    /// <summary>The routes of those that wait.</summary>
    public IReadOnlyCollection<string> Routes => _routes.Keys;

    /// <summary>Whether any is in line.</summary>
    public bool AnyInLine => _line.Count > 0;

    /// <summary>Puts a request into the line: a fresh one behind, one that finishes what was begun before the fresh ones of its urgency and source.</summary>
    public void Add(Delivery delivery)
    {
        _line.Add(delivery);
        var route = delivery.Request.Route;
        _routes[route] = _routes.GetValueOrDefault(route) + 1;
    }

    /// <summary>Takes a fresh one out whose asker gave up; false when it has gone already.</summary>
    public bool Withdraw(long requestId, object asker)
    {
        if (_line.Withdraw(requestId, asker) is { } inLine)
        {
            LeftLine(inLine, inLine.Request.Route);
            Uncount(inLine);
            return true;
        }

        foreach (var (route, waiting) in _aside)
        {
            if (waiting.Withdraw(requestId, asker) is { } setAside)
            {
                Uncount(setAside);
                ForgetIfEmpty(route, waiting);
                return true;
            }
        }

        return false;
    }

    /// <summary>Lets back into the line what is free again, and ends what a pause that has grown too long holds back.</summary>
    public void LookAside(Moment moment)
    {
        if (_aside.Count == 0)
        {
            return; // As with nearly every request.
        }

        var now = moment.Elapsed;
        foreach (var route in _aside.Keys.ToList())
        {
            if (PauseTooLongFor(route, now) is not { } until)
            {
                LetBack(route, now);
                continue;
            }

            while (TakeAside(route, now) is { } ended)
            {
                Uncount(ended);
                endFor(ended, moment.At(until));
            }
        }
    }

    /// <summary>Takes out the next in line whose route is free, or null; those before it are set aside and have had no turn.</summary>
    public Delivery? TakeFree(Moment moment)
    {
        var now = moment.Elapsed;
        while (_line.Next(now) is { } delivery)
        {
            var route = delivery.Request.Route;
            var hadTurn = LeftLine(delivery, route);
            if (budget.RouteReadyAt(route, now) <= now)
            {
                _line.TryTake(now, out _);
                delivery.Age = null;
                Uncount(delivery);
                return delivery;
            }

            _line.PassOver(now);
            if (PauseTooLongFor(route, now) is { } until)
            {
                Uncount(delivery);
                endFor(delivery, moment.At(until));
            }
            else
            {
                SetAside(delivery, route, hadTurn);
            }
        }

        return null;
    }

    /// <summary>Where the route is free and none that was set aside is back in the line already, the next one comes into the line.</summary>
    public void LetBack(string route, TimeSpan now)
    {
        if (_aside.ContainsKey(route) && !_cameBack.ContainsKey(route) && budget.RouteReadyAt(route, now) <= now && TakeAside(route, now) is { } next)
        {
            _line.Add(next, hadTurn: true);
            _cameBack.Add(route, next);
        }
    }

    /// <summary>When the next route is free for which requests are set aside; null where none is, or where one that waits in line comes first.</summary>
    public TimeSpan? NextAt(TimeSpan now) => _aside.Count == 0 ? null : _aside.Keys
        .Select(route => budget.RouteReadyAt(route, now))
        .Where(readyAt => readyAt > now || !AnyInLine)
        .Min(readyAt => (TimeSpan?)readyAt);

    /// <summary>Takes out all.</summary>
    public IReadOnlyList<Delivery> TakeAll(TimeSpan now)
    {
        var all = new List<Delivery>(Count);
        foreach (var queue in _aside.Values.Append(_line))
        {
            while (queue.TryTake(now, out var delivery))
            {
                all.Add(delivery);
            }
        }

        _aside.Clear();
        _cameBack.Clear();
        _routes.Clear();
        return all;
    }

    private void Uncount(Delivery delivery)
    {
        var route = delivery.Request.Route;
        if (--_routes[route] is 0)
        {
            _routes.Remove(route);
        }
    }

    private TimeSpan? PauseTooLongFor(string route, TimeSpan now) => budget.RoutePausedUntil(route) is var until && until - now > maxPause ? until : null;

    /// <summary>Notes that a request leaves the line; true where it had come back into it.</summary>
    private bool LeftLine(Delivery delivery, string route) => _cameBack.GetValueOrDefault(route) == delivery && _cameBack.Remove(route);

    private void SetAside(Delivery delivery, string route, bool hadTurn)
    {
        if (!_aside.TryGetValue(route, out var waiting))
        {
            _aside[route] = waiting = new SendQueue();
        }

        waiting.Add(delivery, hadTurn);
    }

    private Delivery? TakeAside(string route, TimeSpan now)
    {
        if (!_aside.TryGetValue(route, out var waiting) || !waiting.TryTake(now, out var delivery))
        {
            return null;
        }

        ForgetIfEmpty(route, waiting);
        return delivery;
    }

    private void ForgetIfEmpty(string route, SendQueue waiting)
    {
        if (waiting.Count == 0)
        {
            _aside.Remove(route);
        }
    }
}
