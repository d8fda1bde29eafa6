namespace ActorSync.Core.Pacing;

/// <summary>What refusals show of a limit: how much was counted when it was reached.</summary>
/// <remarks>
/// In a sliding window that is what was sent within the last window, in a fixed one what was sent since it opened, which the stated wait
/// dates. Both lie between the two counts taken here, since waits are rounded up to whole seconds.
/// </remarks>
public sealed class RefusedCount(TimeSpan window)
{
    /// <summary>By so much a stated wait may be longer than it is: it is rounded up to whole seconds.</summary>
    public static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    /// <summary>A smaller limit has no request to spare for its edge: one would be a tenth of it and more.</summary>
    public const int EdgeFrom = 10;

    /// <summary>One answer is believed down to this part of the limit so far: a single 429 out of place must not stop a run.</summary>
    private const int MostDrop = 4;

    /// <summary>By this part of the limit a refusal is stayed below, at least by one: at the very edge another client's timing would decide.</summary>
    private const int EdgeShare = 100;

    /// <summary>After a refusal that no probe asked for, so many probes pass before the edge is tried again.</summary>
    private const int WaryProbes = 20;

    private TimeSpan _windowEnds;
    private int _wary;

    /// <summary>Takes a refusal in and gives the limit that it shows; null where nothing was counted and none is known.</summary>
    /// <param name="sends">What was counted, without the refused request; null where that is not all that the target counted: then the limit stays.</param>
    /// <param name="limit">The limit in force, or null.</param>
    /// <param name="isLearned">Whether that limit was learned.</param>
    /// <param name="refusal">The refusal.</param>
    public int? Learn(SendWindow? sends, int? limit, bool isLearned, LimitRefusal refusal)
    {
        var shown = sends is null ? limit : Shown(sends, limit, isLearned, refusal);
        _windowEnds = refusal.At + (refusal.Stated ?? TimeSpan.Zero); // Of the next refusal's window it is the beginning.
        return shown;
    }

    private int? Shown(SendWindow sends, int? limit, bool isLearned, LimitRefusal refusal)
    {
        var opened = refusal.At + (refusal.Stated ?? TimeSpan.Zero) - window;
        var atLeast = sends.CountAfter(opened);
        var atMost = refusal.Stated is not null ? sends.CountAfter(opened - Rounding) : atLeast;
        if (limit is not { } inForce)
        {
            return atMost > 0 ? atMost : null;
        }

        // The estimate was too high, unless it was a probe beyond it that was refused: then what was taken before it is the limit.
        var edge = inForce < EdgeFrom ? 0 : Math.Max(1, inForce / EdgeShare);
        var most = inForce - edge;
        if (refusal.OfProbe)
        {
            most = Math.Max(inForce, CountedInWindow(sends, refusal.At) - (_wary > 0 ? edge : 0));
            _wary = Math.Max(0, _wary - 1);
        }
        else if (isLearned)
        {
            _wary = WaryProbes;
        }

        return Math.Max(Math.Max(1, inForce / MostDrop), Math.Clamp(most, atLeast, atMost));
    }

    /// <summary>What a window has counted at least, be it a sliding one or a fixed one that opened when the last wait said.</summary>
    private int CountedInWindow(SendWindow sends, TimeSpan now)
    {
        var sliding = sends.CountAfter(now - window);
        return window >= ProbeSchedule.Interval ? Math.Min(sliding, sends.CountAfter(_windowEnds)) : sliding;
    }
}
