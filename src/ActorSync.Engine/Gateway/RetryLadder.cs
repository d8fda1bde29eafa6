using System.Collections.Immutable;

namespace ActorSync.Engine.Gateway;

/// <summary>How long the gateway waits before it tries again on its own.</summary>
public static class RetryLadder
{
    /// <summary>Before the second and each further attempt of what failed in passing: 0.2, 1, 3 and 9 s, then it is given up.</summary>
    public static ImmutableArray<TimeSpan> Transient { get; } =
        [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(9)];

    /// <summary>Before each further request for a token when the token endpoint throttles: 1 to 32 s, doubling, then it is given up.</summary>
    public static ImmutableArray<TimeSpan> TokenThrottle { get; } = [.. Enumerable.Range(0, 6).Select(step => TimeSpan.FromSeconds(1 << step))];
}
