using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Tells from how many users wait for another look or try, and how many writes came to be in doubt, for how long the last of a run will wait.</summary>
/// <remarks>
/// While others go on, such a wait costs no time; at the end nobody is left to go on. By Little's law a doubt lasts as long as the waiting adds up
/// to, divided by the doubts. Who waits for something else, the journal for one, is counted among those who wait: at any time no more of them are
/// put down to doubts than there were doubts of late. Mutable and confined to one display.
/// </remarks>
internal sealed class DoubtWaits
{
    /// <summary>The longest that a doubt is taken to keep its user waiting: all waits between the looks, and the tries of one look.</summary>
    public static readonly Duration Longest = ReadBack.AllWaits + ReadBack.TriesOfOneLook;

    // Before anything is measured half of what is in doubt counts as applied, which the first look shows at once.
    private static readonly Duration Expected = ReadBack.AllWaits / 2;

    // The last of several doubts that are open at the end takes about twice as long as one does on average.
    private const double LastAgainstAverage = 2;

    private readonly Queue<(Instant At, long Doubts)> _ofLate = new();
    private (Instant At, long Sent, long Doubts)? _first;
    private Instant _at;
    private long _sent;
    private long _doubts;
    private long _before;
    private long _waiting;
    private Duration _waited;

    // Doubts that can still be open.
    private long OfLate => _doubts - _before;

    /// <summary>Takes a picture in.</summary>
    /// <param name="now">By a clock that stands still in long waits; never before the last picture.</param>
    /// <param name="sent">Requests sent so far.</param>
    /// <param name="doubts">Writes so far that were in doubt; those before the first picture do not count.</param>
    /// <param name="waiting">Users who wait for another look or try while others go on.</param>
    public void Take(Instant now, long sent, long doubts, long waiting)
    {
        if (_first is not { } first)
        {
            _first = first = (now, sent, doubts);
            _at = now;
        }

        _waited += Math.Min(_waiting, OfLate) * (now - _at);
        (_at, _sent, _waiting) = (now, sent - first.Sent, waiting);
        if (doubts - first.Doubts > _doubts)
        {
            _doubts = doubts - first.Doubts;
            _ofLate.Enqueue((now, _doubts));
        }

        while (_ofLate.TryPeek(out var oldest) && oldest.At + Longest <= now)
        {
            _before = _ofLate.Dequeue().Doubts;
        }
    }

    /// <summary>For how long the end is put off, by what was met so far: not at all where nobody waits and nothing is to come, and hardly where doubts are rare.</summary>
    /// <param name="toCome">Requests still to send.</param>
    /// <param name="waiting">Users who wait for another look or try now.</param>
    public Duration AtTheEnd(long toCome, long waiting)
    {
        if (_first is not { } first || OfLate == 0)
        {
            return Duration.Zero;
        }

        var average = ((ReadBack.DoubtsToTell * Expected) + _waited) / (ReadBack.DoubtsToTell + _doubts);
        var usuallyOpen = OfLate * average.TotalSeconds / Duration.Min(Longest, _at - first.At).TotalSeconds;
        var mayBeOpen = Math.Min(waiting, OfLate) + (Math.Max(0, toCome) * (double)_doubts / Math.Max(1, _sent));
        var chance = 1 - Math.Exp(-Math.Min(usuallyOpen, mayBeOpen));
        return average * (LastAgainstAverage * chance);
    }
}
