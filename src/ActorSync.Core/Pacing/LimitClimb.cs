namespace ActorSync.Core.Pacing;

/// <summary>The way up from a limit that proved too low, where none is configured to return to: it doubles while nothing is refused, until no pace is left.</summary>
/// <remarks>
/// A burst instead would meet the new limit with all that is under way at once. Without a pace it still goes on until something is refused:
/// that refusal speaks of the limit that is looked for, however short a wait it asks for.
/// </remarks>
/// <param name="window">The length of the target's window.</param>
public sealed class LimitClimb(TimeSpan window)
{
    /// <summary>For so long each pace is kept, where all of it is used.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private int _left;

    /// <summary>The limit that proved too low; null while there is no climb.</summary>
    public int? From { get; private set; }

    /// <summary>Begins at a limit that proved too low, and gives the first one to try; null for none.</summary>
    public int? Begin(int proven)
    {
        From = proven;
        return Double(proven);
    }

    /// <summary>Notes that a request was taken, and gives the limit to try from now on; null for none.</summary>
    /// <param name="limit">The one tried so far.</param>
    public int? Accepted(int limit) => --_left > 0 ? limit : Double(limit);

    /// <summary>Ends the climb: something was refused.</summary>
    public void End() => From = null;

    private int? Double(int limit)
    {
        // A pace finer than timers is none.
        if (window / limit <= PacingRules.Tolerance * 2)
        {
            return null;
        }

        _left = Math.Max(1, (int)(limit * 2 * (Step / window)));
        return limit * 2;
    }
}
