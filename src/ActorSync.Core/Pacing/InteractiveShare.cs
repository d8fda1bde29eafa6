namespace ActorSync.Core.Pacing;

/// <summary>Says which permits, of those for which bulk requests wait, an interactive request may take before them: a tenth.</summary>
/// <remarks>
/// Counted in permits, so that the share holds at every pace: of any <see cref="Span"/> in a row (a minute of one token) at most
/// <see cref="Permits"/>. Permits for which no bulk request waits are not counted. Time only serves to forget: monotonic, as for the budget.
/// </remarks>
public sealed class InteractiveShare
{
    /// <summary>How many permits of any <see cref="Span"/> in a row interactive requests may take before waiting bulk ones.</summary>
    public const int Permits = 30;

    /// <summary>How many permits in a row the share is counted over.</summary>
    public const int Span = 300;

    /// <summary>When no bulk request waited for so long, what was taken before is forgotten.</summary>
    public static readonly TimeSpan Lull = TimeSpan.FromMinutes(1);

    private readonly Queue<long> _taken = new(Permits);
    private long _contested;
    private TimeSpan _lastContested;

    /// <summary>Whether the next permit for which bulk requests wait may be an interactive request's; false leaves it to the order of all.</summary>
    /// <param name="now">The time since some fixed start.</param>
    public bool Allows(TimeSpan now) => _taken.Count < Permits || now - _lastContested > Lull || _contested + 1 - _taken.Peek() >= Span;

    /// <summary>Counts one permit for which bulk requests waited.</summary>
    /// <param name="overtook">Whether an interactive request took it before them; only where it was allowed.</param>
    /// <param name="now">The time since some fixed start.</param>
    public void Count(bool overtook, TimeSpan now)
    {
        if (now - _lastContested > Lull)
        {
            _taken.Clear();
        }

        _lastContested = now;
        _contested++;
        if (!overtook)
        {
            return;
        }

        if (_taken.Count == Permits)
        {
            _taken.Dequeue();
        }

        _taken.Enqueue(_contested);
    }
}
