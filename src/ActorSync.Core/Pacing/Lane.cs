namespace ActorSync.Core.Pacing;

/// <summary>One token of a <see cref="RateBudget"/>: whether it is there, what is under way with it, and what it may send.</summary>
/// <remarks>
/// A fast pace is kept by the second, yet a target that grants less may count by the minute all the same. What it grants then is learned
/// apart, since no count of one second could tell it.
/// </remarks>
internal sealed class Lane
{
    private readonly Allowance _pace;
    private readonly Allowance? _byTheMinute;

    /// <summary>A lane without a token.</summary>
    public Lane(PacingRules rules)
    {
        _pace = new Allowance(rules.IsPaced ? rules.RequestsPerWindow : null, rules.Window, rules.IsPaced);
        _byTheMinute = rules.IsPaced && rules.Window < RateBudget.NamedWindow ? new Allowance(configured: null, RateBudget.NamedWindow, learns: true) : null;
    }

    /// <summary>Whether there is a token.</summary>
    public bool IsOpen { get; set; }

    /// <summary>How many requests are under way.</summary>
    public int InFlight { get; set; }

    /// <summary>Nothing is sent before this time.</summary>
    public TimeSpan PausedUntil => _pace.PausedUntil;

    /// <summary>Requests per minute that are used at present; null for no limit.</summary>
    public double? PerMinute => _byTheMinute?.PerMinute is { } learned && !(_pace.PerMinute < learned) ? learned : _pace.PerMinute;

    /// <inheritdoc cref="Allowance.ReadyAt"/>
    public TimeSpan ReadyAt(TimeSpan now)
    {
        var paced = _pace.ReadyAt(now);
        return _byTheMinute?.ReadyAt(now) is { } readyAt && readyAt > paced ? readyAt : paced;
    }

    /// <summary>Pauses; of two pauses the later wins.</summary>
    public void Pause(TimeSpan until) => _pace.Pause(until);

    /// <inheritdoc cref="Allowance.Hold"/>
    public void Hold(TimeSpan until) => _pace.Hold(until);

    /// <inheritdoc cref="Allowance.Release"/>
    public void Release() => _pace.Release();

    /// <summary>Does something to all that a request with this token counts under.</summary>
    public void ForEach(Action<Allowance> act)
    {
        act(_pace);
        if (_byTheMinute is not null)
        {
            act(_byTheMinute);
        }
    }

    /// <summary>What a refusal speaks of: the limit by the minute where one is known, and where the wait that is stated is too long for a second.</summary>
    public Allowance RefusedBy(RetryAfter retryAfter) =>
        _byTheMinute is { } minute && (minute.IsLearned || !_pace.CanMean(retryAfter.Stated)) ? minute : _pace;
}
