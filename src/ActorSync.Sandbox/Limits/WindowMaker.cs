namespace ActorSync.Sandbox.Limits;

/// <summary>Makes the windows of one sandbox.</summary>
/// <param name="startSinceEpoch">How long after the Unix epoch the sandbox started.</param>
/// <param name="otherClient">The share of each token that another client asks for; 0 for nobody.</param>
internal sealed class WindowMaker(TimeSpan startSinceEpoch, double otherClient)
{
    /// <summary>Returns the window of a token that is given out at <paramref name="now"/>; null for no limit.</summary>
    public IRequestWindow? ForToken(RateLimit limit, WindowKind kind, TimeSpan now)
    {
        var window = Plain(limit, kind);
        return window is null || otherClient == 0 ? window : new OtherClientWindow(window, otherClient, now);
    }

    /// <summary>Returns a window that no other client takes from; null for no limit.</summary>
    public IRequestWindow? Plain(RateLimit limit, WindowKind kind) => limit.IsNone ? null : kind switch
    {
        WindowKind.Fixed => new FixedWindow(limit.Requests, limit.Length),
        WindowKind.Sliding => new SlidingWindow(limit.Requests, limit.Length),
        WindowKind.Aligned => new AlignedWindow(limit.Requests, limit.Length, startSinceEpoch),
        _ => throw new InvalidOperationException($"There is no window of the kind {kind}."),
    };
}
