using System.Collections.Immutable;

namespace ActorSync.Core.Pacing;

/// <summary>Decides when the next request may go, and with which token, so that no window of the target ever sees more than its limit.</summary>
/// <remarks>
/// One lane per token, each spaced by the generic cell rate algorithm: a lane that idled has nothing saved up beyond
/// <see cref="PacingRules.Tolerance"/>. Time is an argument, monotonic since the budget's start: the wall clock may step.
/// </remarks>
public sealed record RateBudget
{
    /// <summary>The latency assumed before any answer was seen.</summary>
    public static readonly TimeSpan AssumedLatency = TimeSpan.FromMilliseconds(500);

    /// <summary>One answer moves the measured latency by this part of the difference.</summary>
    private const int LatencyWeight = 10;

    private readonly PacingRules _rules;
    private ImmutableArray<Lane> _lanes;

    /// <summary>A budget whose lanes are all closed until their tokens are there.</summary>
    /// <param name="rules">Pace and limits.</param>
    /// <param name="lanes">How many tokens are used side by side, at least 1.</param>
    public RateBudget(PacingRules rules, int lanes)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rules.RequestsPerWindow);

        _rules = rules;
        _lanes = [.. Enumerable.Repeat(Lane.Closed, lanes)];
        Latency = AssumedLatency;
    }

    /// <summary>The lanes, in the order of their tokens.</summary>
    public ImmutableArray<Lane> Lanes => _lanes;

    /// <summary>How many requests are under way, over all lanes.</summary>
    public int InFlight { get; private init; }

    /// <summary>The measured time from send to answer, smoothed.</summary>
    public TimeSpan Latency { get; private init; }

    /// <summary>The most requests under way at once: configured, else what the pace needs at the measured latency, 1 to 64.</summary>
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

    /// <summary>Whether a request may go now, on which lane, and otherwise when to ask again.</summary>
    public PermitDecision Decide(TimeSpan now)
    {
        if (InFlight >= MaxInFlight)
        {
            return PermitDecision.Full.Instance;
        }

        var best = -1;
        for (var index = 0; index < _lanes.Length; index++)
        {
            if (_lanes[index].IsOpen && (best < 0 || IsBetter(_lanes[index], _lanes[best])))
            {
                best = index;
            }
        }

        if (best < 0)
        {
            return PermitDecision.NoLaneOpen.Instance;
        }

        var readyAt = _lanes[best].ReadyAt;
        return readyAt <= now ? new PermitDecision.Granted(best) : new PermitDecision.WaitUntil(readyAt);
    }

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

            if (lane.PausedUntil <= now)
            {
                return null;
            }

            first = first is { } known && known < lane.PausedUntil ? known : lane.PausedUntil;
        }

        return first;
    }

    /// <summary>The budget after a granted request has been given its permit.</summary>
    /// <exception cref="InvalidOperationException">The lane may not send now: the caller did not ask.</exception>
    public RateBudget Take(int lane, TimeSpan now)
    {
        var taken = _lanes[lane];
        if (!taken.IsOpen || taken.ReadyAt > now)
        {
            throw new InvalidOperationException($"Lane {lane} may not send before {taken.ReadyAt}, and it is {now}.");
        }

        // What was not used while idle is gone: the next send is counted from now, never from the past.
        var from = taken.NextAt > now ? taken.NextAt : now;
        return With(lane, taken with { NextAt = from + _rules.Interval, InFlight = taken.InFlight + 1 }) with { InFlight = InFlight + 1 };
    }

    /// <summary>The budget after a request has ended.</summary>
    /// <param name="lane">The lane that it was granted.</param>
    /// <param name="latency">From send to answer, or null when it was never sent or never answered.</param>
    public RateBudget End(int lane, TimeSpan? latency)
    {
        var ended = _lanes[lane];
        if (ended.InFlight == 0)
        {
            throw new InvalidOperationException($"Nothing is under way on lane {lane}.");
        }

        return With(lane, ended with { InFlight = ended.InFlight - 1 }) with
        {
            InFlight = InFlight - 1,
            Latency = latency is { } measured ? Latency + ((measured - Latency) / LatencyWeight) : Latency,
        };
    }

    /// <summary>The budget with a lane paused; of two pauses the later wins.</summary>
    public RateBudget Pause(int lane, TimeSpan until) =>
        until > _lanes[lane].PausedUntil ? With(lane, _lanes[lane] with { PausedUntil = until }) : this;

    /// <summary>The budget with a lane that has a token. Its pace and its pause go on as they were.</summary>
    public RateBudget Open(int lane) => With(lane, _lanes[lane] with { IsOpen = true });

    /// <summary>The budget with a lane that has no token.</summary>
    public RateBudget Close(int lane) => With(lane, _lanes[lane] with { IsOpen = false });

    private static bool IsBetter(Lane one, Lane other)
    {
        var byTime = one.ReadyAt.CompareTo(other.ReadyAt);
        return byTime < 0 || (byTime == 0 && one.InFlight < other.InFlight);
    }

    private RateBudget With(int lane, Lane changed) =>
        _lanes[lane] == changed ? this : this with { _lanes = _lanes.SetItem(lane, changed) };
}
