namespace ActorSync.Core.Pacing;

/// <summary>What the budget learns from an attempt that has ended. A closed family; all instants are on the budget's own time line.</summary>
public abstract record AttemptReport
{
    private AttemptReport()
    {
    }

    /// <summary>The permit was given back: nothing was sent.</summary>
    public sealed record Unused : AttemptReport
    {
        /// <summary>The only instance.</summary>
        public static Unused Instance { get; } = new();
    }

    /// <summary>The attempt was sent and never answered; the target may have counted it.</summary>
    public sealed record Failed(TimeSpan SentAt) : AttemptReport;

    /// <summary>The target answered, with whatever status but 429.</summary>
    public sealed record Answered(TimeSpan SentAt, TimeSpan AnsweredAt) : AttemptReport;

    /// <summary>The target answered 429.</summary>
    /// <param name="SentAt">When the attempt was sent.</param>
    /// <param name="ReceivedAt">When the answer came.</param>
    /// <param name="RetryAfter">What it said about the wait.</param>
    /// <param name="Until">Nothing that shares the limit is sent before this.</param>
    /// <param name="Limit">The limit that it named, or null: then the token's.</param>
    public sealed record Throttled(TimeSpan SentAt, TimeSpan ReceivedAt, RetryAfter RetryAfter, TimeSpan Until, NamedLimit? Limit) : AttemptReport;
}
