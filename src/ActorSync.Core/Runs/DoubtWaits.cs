using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Tells from how many users wait for another look or try, and how many writes came to be in doubt, for how long the last of a run will wait.</summary>
/// <remarks>
/// While others go on, such a wait costs no time; at the end nobody is left to go on. By Little's law a doubt lasts as long as the waiting adds up
/// to, divided by the doubts. Mutable and confined to one display.
/// </remarks>
internal sealed class DoubtWaits
{
    /// <summary>The longest that a doubt is taken to last on average: what waits for longer waits for a target that is away in part, which says nothing of the end.</summary>
    public static readonly Duration Longest = Duration.FromSeconds(30);

    // The last of several doubts that are open at the end takes about twice as long as one does on average.
    private const double LastAgainstAverage = 2;

    private Duration _waited;
    private Instant? _at;
    private long _waiting;
    private long _doubts;
    private long? _before;

    /// <summary>For how long the end is put off, by what was met so far.</summary>
    public Duration AtTheEnd => _doubts == 0 ? Duration.Zero : Duration.Min(_waited / _doubts, Longest) * LastAgainstAverage;

    /// <summary>Takes a picture in.</summary>
    /// <param name="now">By a clock that stands still in long waits; never before the last picture.</param>
    /// <param name="doubts">Writes so far that were in doubt; those before the first picture do not count.</param>
    /// <param name="waiting">Users who wait for another look or try while others go on.</param>
    public void Take(Instant now, long doubts, long waiting)
    {
        _before ??= doubts;
        _doubts = doubts - _before.Value;
        _waited += _at is { } at ? _waiting * (now - at) : Duration.Zero;
        (_at, _waiting) = (now, waiting);
    }
}
