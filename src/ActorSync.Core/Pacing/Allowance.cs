namespace ActorSync.Core.Pacing;

/// <summary>What may be sent under one limit of the target, and when: of a token, of a route, or of a group of routes.</summary>
/// <remarks>
/// Three rules hold together. The window: of any requests one more than the limit, the last is sent a whole window after the first was
/// counted, so no window of the target, fixed or sliding, ever sees more than the limit. The pace: sends are spread evenly by the generic cell rate
/// algorithm, and idling saves nothing up. The pause: after a 429 nothing goes before its instant, then one request, and the rest once that one was taken.
/// </remarks>
public sealed class Allowance
{
    /// <summary>How long the first request after a pause, or one that looks for a raise, is waited for before another may go.</summary>
    public static readonly TimeSpan ProvingPatience = TimeSpan.FromSeconds(5);

    /// <summary>The part of a window that may be caught up, at twice the pace, after a pause or a crowded window held requests back.</summary>
    public const int CatchUpShare = 20;

    private readonly TimeSpan _window;
    private readonly bool _learns;
    private readonly LimitEstimate _estimate;
    private readonly SendWindow _sends = new();

    private TimeSpan _heldUntil;
    private TimeSpan _nextAt;
    private TimeSpan? _lastAt;
    private TimeSpan? _firstAt;
    private TimeSpan? _waitingSince;
    private TimeSpan? _refusedAt;
    private bool _isProving;
    private (long Id, TimeSpan Since)? _proof;

    /// <summary>An allowance of which nothing is used.</summary>
    /// <param name="configured">Requests per window; null for no limit until the target shows one.</param>
    /// <param name="window">The length of the target's window.</param>
    /// <param name="learns">Whether refusals teach a limit; without, only the pauses that the target asks for are kept.</param>
    public Allowance(int? configured, TimeSpan window, bool learns)
    {
        _window = window;
        _learns = learns;
        _estimate = new LimitEstimate(configured, window);
    }

    /// <summary>Requests per window that are used at present; null for no limit.</summary>
    public int? Limit => _estimate.Limit;

    /// <summary>Whether the limit in force was learned from refusals and lies below the configured one.</summary>
    public bool IsLearned => _estimate.IsLearned;

    /// <summary>Nothing is sent before this time.</summary>
    public TimeSpan PausedUntil { get; private set; }

    /// <summary>Requests per minute that are used at present; null for no limit.</summary>
    public double? PerMinute => Limit is { } limit ? limit * (TimeSpan.FromMinutes(1) / _window) : null;

    private TimeSpan Interval => Limit is { } limit ? _window / limit : TimeSpan.Zero;

    /// <summary>The first time at which a request may go, as far as is known now. Asked when a request waits.</summary>
    public TimeSpan ReadyAt(TimeSpan now)
    {
        _waitingSince ??= now;
        var free = Later(PausedUntil, _heldUntil);
        if (_isProving && _proof is { } proof)
        {
            free = Later(free, proof.Since + ProvingPatience);
        }

        if (Limit is not { } limit)
        {
            return free;
        }

        if (_estimate.AwaitsProbe)
        {
            free = Later(free, (_lastAt ?? now) + ProvingPatience);
        }

        var paced = PacedAt(limit);
        if (free <= now && !_isProving && _estimate.BeginProbeIfDue(_sends, now) is { } probeAt && probeAt < paced)
        {
            paced = Later(probeAt, WindowAt(_estimate.Configured)); // One that got no answer may have been counted, and another looks in its place.
        }

        return Later(free, paced);
    }

    /// <summary>Uses the allowance for one request, sent now.</summary>
    /// <param name="id">Grows with each request.</param>
    /// <param name="now">Not before <see cref="ReadyAt"/>.</param>
    public void Take(long id, TimeSpan now)
    {
        if (_isProving && _proof is null)
        {
            _proof = (id, now);
        }

        if (!_learns)
        {
            return;
        }

        _firstAt ??= now;
        _lastAt = now;
        _estimate.Sent(id);

        if (!_estimate.IsProbe(id))
        {
            // What was not used while idle is gone. Only what was held back while a request waited is caught up, to a limit.
            var owedSince = Later((_waitingSince ?? now) - PacingRules.Tolerance, now - (_window / CatchUpShare));
            _nextAt = Later(_nextAt, owedSince) + Interval;
        }

        _waitingSince = null;
        _sends.Forget(now - _window - _window);
        _sends.Add(id, now);
    }

    /// <summary>Gives back what was taken for a request that was not sent.</summary>
    public void GiveBack(long id)
    {
        Withdraw(id);
        _estimate.Lost(id);
        Unproven(id);
    }

    /// <summary>Notes that a request was taken by the target.</summary>
    /// <param name="id">The request.</param>
    /// <param name="countedBy">The latest time at which the target can have counted it.</param>
    public void Accept(long id, TimeSpan countedBy)
    {
        _sends.Settle(id, countedBy);
        _estimate.Accepted(id);
        if (_isProving && _proof is { } proof && id >= proof.Id)
        {
            (_isProving, _proof) = (false, null);
        }
    }

    /// <summary>Notes that a request got no answer: it may have been counted.</summary>
    public void Lose(long id, TimeSpan countedBy)
    {
        _sends.Settle(id, countedBy);
        _estimate.Lost(id);
        Unproven(id);
    }

    /// <summary>Notes a 429 of this limit: the request was not counted, and nothing goes before the pause is over.</summary>
    public void Refuse(long id, AttemptReport.Throttled throttled)
    {
        Withdraw(id);
        Unproven(id);

        // Requests that were under way together are refused together and say one thing.
        var isNews = _refusedAt is not { } refusedAt || throttled.SentAt >= refusedAt;
        if (isNews && _learns)
        {
            // What an earlier process sent is in no log of ours: within the first window the counts here would tell too little.
            var counts = _firstAt <= throttled.ReceivedAt - _window ? _sends : null;
            _estimate.Refused(counts, throttled.ReceivedAt, throttled.RetryAfter.Stated, PerWindow(throttled.Limit?.Value));
        }

        if (isNews)
        {
            _refusedAt = throttled.ReceivedAt;
        }

        Pause(throttled.Until);
    }

    /// <summary>Pauses; of two pauses the later wins.</summary>
    public void Pause(TimeSpan until)
    {
        if (until <= PausedUntil)
        {
            return;
        }

        PausedUntil = until;
        (_isProving, _proof) = (true, null);
    }

    /// <summary>Sends nothing before <paramref name="until"/>, without taking it for a pause of the target's.</summary>
    public void Hold(TimeSpan until) => _heldUntil = Later(_heldUntil, until);

    /// <summary>Ends a hold.</summary>
    public void Release() => _heldUntil = TimeSpan.Zero;

    /// <summary>Whether a refusal that asks for this wait can be about this limit: its window has passed by then.</summary>
    public bool CanMean(TimeSpan? stated) => !(stated > _window + RefusedCount.Rounding);

    /// <summary>The platform names its limits by the minute, whatever window they are kept by.</summary>
    private int? PerWindow(int? perMinute) => perMinute is { } value ? Math.Max(1, (int)(value * (_window / RateBudget.NamedWindow))) : null;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private TimeSpan PacedAt(int limit)
    {
        var at = _nextAt - PacingRules.Tolerance;

        // Where sends are farther apart than timers are late, a pause is caught up at twice the pace and not in one burst.
        if (_lastAt is { } lastAt && Interval > PacingRules.Tolerance * 2)
        {
            at = Later(at, lastAt + (Interval / 2));
        }

        return Later(at, WindowAt(limit));
    }

    // When one more leaves no window with more than the limit; null for no limit.
    private TimeSpan WindowAt(int? limit) =>
        limit is { } most && _sends.NthLast(most) is { } first ? first + _window + PacingRules.ClockMargin(_window) : TimeSpan.Zero;

    private void Withdraw(long id)
    {
        if (!_sends.Withdraw(id))
        {
            return;
        }

        // The pace is kept between requests that were counted: one that was not leaves no gap behind it.
        _lastAt = _sends.NthLast(1);
        if (!_estimate.IsProbe(id))
        {
            _nextAt -= Interval;
        }
    }

    private void Unproven(long id)
    {
        if (_proof?.Id == id)
        {
            _proof = null;
        }
    }
}
