using System.Collections.Immutable;

namespace ActorSync.Core.Gateway;

/// <summary>How long the gateway waits before it tries again on its own.</summary>
public static class RetryLadder
{
    /// <summary>How long the target's advice for 502, 503 and 504 stays on one step.</summary>
    public static readonly TimeSpan BusyStep = TimeSpan.FromMinutes(5);

    /// <summary>How many further tries are told at most; a deadline may allow for more.</summary>
    public const int MostTold = 1_000;

    /// <summary>Before the second and each further attempt of what was not connected or failed: 0.2, 1, 3 and 9 s; then it is given up, or where the target has given good answers before, tried every 9 s for a while.</summary>
    public static ImmutableArray<TimeSpan> Transient { get; } =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];

    /// <summary>After 502, 503 and 504, as the target advises: 3 s for the first five minutes, 9 s for the next five, then 27 s.</summary>
    public static ImmutableArray<TimeSpan> BusySteps { get; } = [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(27)];

    /// <summary>Before each further request for a token when the token endpoint throttles: 1 to 32 s, doubling, then 32 s each.</summary>
    public static ImmutableArray<TimeSpan> TokenThrottle { get; } = [.. Enumerable.Range(0, 6).Select(step => TimeSpan.FromSeconds(1 << step))];

    /// <summary>The wait after a 502, 503 or 504.</summary>
    /// <param name="sinceFirst">How long ago the first failure of this request was.</param>
    public static TimeSpan Busy(TimeSpan sinceFirst) => BusySteps[(int)Math.Clamp(sinceFirst / BusyStep, 0, BusySteps.Length - 1)];
}
