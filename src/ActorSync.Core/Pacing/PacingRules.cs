namespace ActorSync.Core.Pacing;

/// <summary>How fast requests may leave, per token, and how many may be under way.</summary>
/// <param name="RequestsPerWindow">The target's limit per token and window; 0 means no local pace, only the target's own 429s.</param>
/// <param name="Window">The length of the target's window.</param>
/// <param name="MaxInFlight">The most requests under way at once, over all tokens; null derives it from pace and measured latency.</param>
public sealed record PacingRules(int RequestsPerWindow, TimeSpan Window, int? MaxInFlight)
{
    /// <summary>The most requests under way at once where no figure is configured.</summary>
    public const int MostInFlight = 64;

    /// <summary>What a derived limit leaves beyond rate times latency, so that one slow answer does not stop the pace.</summary>
    public const int SpareInFlight = 4;

    /// <summary>How far the pacer may catch up after a late wake-up: timers here are late by up to 8 ms.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    /// <summary>What is added to every pause that the target asks for, because clocks and timers round.</summary>
    public static readonly TimeSpan PauseMargin = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan MostJitter = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LeastJitter = TimeSpan.FromMilliseconds(10);

    /// <summary>The largest share of a window that jitter may take: 50 ms of a minute.</summary>
    private const int JitterShare = 1200;

    /// <summary>The rules for a limit per minute, as configuration states it.</summary>
    public static PacingRules PerMinute(int requestsPerMinute, int? maxInFlight = null) =>
        new(requestsPerMinute, TimeSpan.FromMinutes(1), maxInFlight);

    /// <summary>Whether a local pace applies.</summary>
    public bool IsPaced => RequestsPerWindow > 0;

    /// <summary>The spread between sending and arriving that the pace allows for: 50 ms at a window of a minute, 10 ms at a second.</summary>
    public TimeSpan Jitter => TimeSpan.FromTicks(Math.Clamp(Window.Ticks / JitterShare, LeastJitter.Ticks, MostJitter.Ticks));

    /// <summary>The distance between two sends of one token; zero where nothing is paced.</summary>
    /// <remarks>
    /// Stretching the window by tolerance and jitter is what keeps a fixed and a sliding window alike from ever seeing more
    /// than the limit, at a use of window / (window + tolerance + jitter): 99.9 % at a minute.
    /// </remarks>
    public TimeSpan Interval => IsPaced
        ? TimeSpan.FromTicks(((Window + Tolerance + Jitter).Ticks + RequestsPerWindow - 1) / RequestsPerWindow)
        : TimeSpan.Zero;
}
