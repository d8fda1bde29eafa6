namespace ActorSync.Core.Pacing;

/// <summary>The pause of one token, as its 429s built it up.</summary>
/// <param name="Until">Nothing is sent before this time, monotonic like the budget's.</param>
/// <param name="BareThrottles">How many pauses in a row had to be guessed.</param>
public readonly record struct LanePause(TimeSpan Until, int BareThrottles)
{
    /// <summary>Whether nothing may be sent at <paramref name="now"/>.</summary>
    public bool Forbids(TimeSpan now) => now < Until;

    /// <summary>The pause after a 429 that came at <paramref name="receivedAt"/>; of two pauses the later wins.</summary>
    /// <remarks>A guess grows once per pause: sixty requests that were under way together and come back bare are one event.</remarks>
    public LanePause Throttled(RetryAfter retryAfter, TimeSpan receivedAt)
    {
        var bare = BareThrottles;
        if (retryAfter.Stated is null)
        {
            bare = Forbids(receivedAt) ? Math.Max(1, bare) : bare + 1;
        }

        var until = receivedAt + (retryAfter.Stated ?? RetryAfter.Guess(bare)) + PacingRules.PauseMargin;
        return new LanePause(until > Until ? until : Until, bare);
    }

    /// <summary>The pause after an answer other than 429 to a request sent at <paramref name="sentAt"/>: guesses start anew.</summary>
    public LanePause Answered(TimeSpan sentAt) => BareThrottles == 0 || Forbids(sentAt) ? this : this with { BareThrottles = 0 };
}
