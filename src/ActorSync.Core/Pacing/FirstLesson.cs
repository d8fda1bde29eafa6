namespace ActorSync.Core.Pacing;

/// <summary>What a refusal teaches where requests went unpaced before it: a limit, where the refusal bears one out.</summary>
/// <remarks>
/// A 429 out of nothing must not slow down a target that takes everything. One that asks for a short wait is met by that wait alone, since a
/// pace would cost more than it.
/// </remarks>
public static class FirstLesson
{
    /// <summary>A shorter wait teaches a limit only where as much was counted as the refusal names.</summary>
    public static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(5);

    /// <summary>By this part of a named limit what was counted may lie off it.</summary>
    private const int Off = 10;

    /// <summary>The limit that a refusal shows, or null where it shows none.</summary>
    /// <param name="sends">What was sent, without the refused request.</param>
    /// <param name="window">The length of the target's window.</param>
    /// <param name="refusal">The refusal.</param>
    /// <param name="value">The limit that it names, or null.</param>
    /// <param name="rowBegan">When the first of the refusals came between which nothing was taken; a wait that is not stated has lasted since then.</param>
    /// <param name="knowsAll">Whether everything that the target can have counted in the last window is among what was sent.</param>
    public static int? Of(SendWindow sends, TimeSpan window, LimitRefusal refusal, int? value, TimeSpan rowBegan, bool knowsAll)
    {
        ArgumentNullException.ThrowIfNull(sends);

        var opened = refusal.At + (refusal.Stated ?? TimeSpan.Zero) - window;
        var counted = sends.CountAfter(opened - RefusedCount.Rounding);
        var isLong = (refusal.Stated ?? (refusal.At - rowBegan)) > LeastWait;
        if (value is { } named)
        {
            return isLong || Math.Abs(counted - named) <= named / Off ? named : null;
        }

        // The window opened with a request of ours, or others may have used a part of it; and a window of another length would have opened elsewhere.
        var isOurs = refusal.Stated is null ? knowsAll : counted > 0 && sends.NthLast(counted) <= opened + RefusedCount.Rounding;
        return isLong && isOurs && counted > 0 ? counted : null;
    }
}
