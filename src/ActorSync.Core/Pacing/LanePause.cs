namespace ActorSync.Core.Pacing;

/// <summary>The pause of one limit, as its 429s built it up.</summary>
/// <param name="Until">Nothing is sent before this time, monotonic like the budget's.</param>
/// <param name="BareThrottles">How many pauses in a row had to be guessed.</param>
/// <param name="Learned">The wait that was long enough the last time one had to be guessed; null before that.</param>
public readonly record struct LanePause(TimeSpan Until, int BareThrottles, TimeSpan? Learned)
{
    /// <summary>How many pauses followed one another without a request being taken in between.</summary>
    public int InARow { get; init; }

    /// <summary>When the first 429 of that row came.</summary>
    public TimeSpan RowSince { get; init; }

    /// <summary>The first wait of a row of guesses.</summary>
    public TimeSpan Floor => Learned ?? RetryAfter.ShortestGuess;

    /// <summary>Whether nothing may be sent at <paramref name="now"/>.</summary>
    public bool Forbids(TimeSpan now) => now < Until;

    /// <summary>The pause after a 429 that came at <paramref name="receivedAt"/>; of two pauses the later wins.</summary>
    /// <remarks>A guess grows once per pause: sixty requests that were under way together and come back bare are one event.</remarks>
    public LanePause Throttled(RetryAfter retryAfter, TimeSpan receivedAt)
    {
        var isNewPause = !Forbids(receivedAt) || InARow == 0;
        var bare = BareThrottles;
        if (retryAfter.Stated is null)
        {
            bare = Forbids(receivedAt) ? Math.Max(1, bare) : bare + 1;
        }

        var until = receivedAt + (retryAfter.Stated ?? RetryAfter.Guess(Floor, bare)) + PacingRules.PauseMargin;
        return this with
        {
            Until = until > Until ? until : Until,
            BareThrottles = bare,
            InARow = isNewPause ? InARow + 1 : InARow,
            RowSince = InARow == 0 ? receivedAt : RowSince,
        };
    }

    /// <summary>The pause after an answer other than 429 to a request sent at <paramref name="sentAt"/>: guesses start anew, where the last one was right.</summary>
    /// <remarks>A wait that sufficed at once is tried shorter the next time, down to a second; one that had to grow is where the next row starts.</remarks>
    public LanePause Answered(TimeSpan sentAt)
    {
        if (InARow == 0 || Forbids(sentAt))
        {
            return this;
        }

        if (BareThrottles == 0)
        {
            return this with { InARow = 0 };
        }

        var sufficed = RetryAfter.Guess(Floor, BareThrottles);
        return this with { InARow = 0, BareThrottles = 0, Learned = BareThrottles == 1 ? Later(sufficed / 2, RetryAfter.ShortestGuess) : sufficed };
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
