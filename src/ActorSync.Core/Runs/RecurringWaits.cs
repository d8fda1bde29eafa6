using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Tells from the long waits of late how much waiting comes on top of the work that is left.</summary>
/// <remarks>
/// All but the longest are expected to come again, as often as they came: one that stays single says nothing of what is to come. Where
/// they cease, the share falls with the work done since. Mutable and confined to one display.
/// </remarks>
internal sealed class RecurringWaits
{
    /// <summary>So many waits are looked back on.</summary>
    public const int Most = 8;

    private readonly List<Wait> _waits = [];

    /// <summary>Notes a wait that is over.</summary>
    /// <param name="at">When it began, by a clock that stands still in long waits.</param>
    /// <param name="length">How long it was.</param>
    public void Add(Instant at, Duration length)
    {
        // Waits with hardly any work between them are one: a pause whose first request meets the next, a target that is back for a moment.
        if (_waits is [.., var last] && at - last.At < TimeLeft.ShortestMeasure)
        {
            _waits[^1] = last with { Length = last.Length + length };
            return;
        }

        _waits.Add(new Wait(at, length));
        if (_waits.Count > Most)
        {
            _waits.RemoveAt(0);
        }
    }

    /// <summary>How much waiting is to be expected for a time of work, as a share of that time.</summary>
    /// <param name="now">By the clock of <see cref="Add"/>.</param>
    public double Share(Instant now)
    {
        if (_waits.Count < 2)
        {
            return 0;
        }

        var between = _waits[^1].At - _waits[0].At;
        var overdue = now - _waits[^1].At - (between / (_waits.Count - 1));
        var work = Duration.Max(TimeLeft.Window, between + Duration.Max(Duration.Zero, overdue)); // Two waits in less than that are no rhythm yet.
        var waited = _waits.Aggregate(Duration.Zero, (sum, wait) => sum + wait.Length) - _waits.Max(wait => wait.Length);
        return waited / work;
    }

    private readonly record struct Wait(Instant At, Duration Length);
}
