namespace ActorSync.Core.Pacing;

/// <summary>How fast requests may leave, per token, and how many may be under way.</summary>
/// <param name="RequestsPerWindow">The configured pace per token and window; 0 means no local pace, only the target's own 429s.</param>
/// <param name="Window">The length of the target's window.</param>
/// <param name="MaxInFlight">The most requests under way at once, over all tokens; null derives it from pace and measured latency.</param>
public sealed record PacingRules(int RequestsPerWindow, TimeSpan Window, int? MaxInFlight)
{
    /// <summary>The most requests under way at once where no figure is configured; from 64 to 256 the rate is the same within the noise (benchmarks/limits.md).</summary>
    public const int MostInFlight = 128;

    /// <summary>What a derived limit leaves beyond rate times latency, so that one slow answer does not stop the pace.</summary>
    public const int SpareInFlight = 4;

    /// <summary>From this pace on the window is taken as a second: nobody grants so many in one burst.</summary>
    /// <remarks>Whoever keeps a limit in each second keeps it in each minute too, at a use of about one percent less.</remarks>
    public const int PerMinuteCountedPerSecond = 6_000;

    /// <summary>How far the pacer may catch up after a late wake-up: timers here are late by up to 8 ms.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(10);

    /// <summary>What is added to every pause that the target asks for, because clocks and timers round.</summary>
    public static readonly TimeSpan PauseMargin = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LeastArrivalSpread = TimeSpan.FromMilliseconds(100);

    /// <summary>The rules for a limit per minute, as configuration states it.</summary>
    public static PacingRules PerMinute(int requestsPerMinute, int? maxInFlight = null) => requestsPerMinute >= PerMinuteCountedPerSecond
        ? new(requestsPerMinute / 60, TimeSpan.FromSeconds(1), maxInFlight)
        : new(requestsPerMinute, TimeSpan.FromMinutes(1), maxInFlight);

    /// <summary>Whether a local pace applies.</summary>
    public bool IsPaced => RequestsPerWindow > 0;

    /// <summary>What a window is taken to be longer than it is, for two clocks that do not run alike: 500 in a million, as network time may slew, and a millisecond.</summary>
    public static TimeSpan ClockMargin(TimeSpan window) => (window / 2_000) + TimeSpan.FromMilliseconds(1);

    /// <summary>How much later than sent a request may have been counted, at most: a sixtieth of the window, at least 100 ms.</summary>
    public static TimeSpan ArrivalSpread(TimeSpan window) => window / 60 > LeastArrivalSpread ? window / 60 : LeastArrivalSpread;
}
