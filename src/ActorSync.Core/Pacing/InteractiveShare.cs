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

    /// <summary>Counts one permit for which bulk requests wait.</summary>
    /// <param name="isWanted">Whether an interactive request waits as well.</param>
    /// <param name="now">The time since some fixed start.</param>
    /// <returns>Whether the permit is the interactive request's; false leaves it to the order of all.</returns>
    public bool Contest(bool isWanted, TimeSpan now)
    {
        if (now - _lastContested > Lull)
        {
            _taken.Clear();
        }

        _lastContested = now;
        _contested++;
        if (!isWanted || (_taken.Count == Permits && _contested - _taken.Peek() < Span))
        {
            return false;
        }

        if (_taken.Count == Permits)
        {
            _taken.Dequeue();
        }

        _taken.Enqueue(_contested);
        return true;
    }
}
