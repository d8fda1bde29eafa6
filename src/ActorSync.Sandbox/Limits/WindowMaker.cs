namespace ActorSync.Sandbox.Limits;

/// <summary>Makes the windows of one sandbox, all of one kind.</summary>
internal sealed class WindowMaker(WindowKind kind, TimeSpan startSinceEpoch, double otherClient)
{
    /// <summary>Returns the window of a token that is given out at <paramref name="now"/>; null for no limit.</summary>
    public IRequestWindow? ForToken(RateLimit limit, TimeSpan now)
    {
        var window = Plain(limit);
        return window is null || otherClient == 0 ? window : new OtherClientWindow(window, otherClient, LengthOf(limit), now);
    }

    /// <summary>Returns a window that no other client takes from; null for no limit.</summary>
    public IRequestWindow? Plain(RateLimit limit)
    {
        if (limit.IsNone)
        {
            return null;
        }

        var length = LengthOf(limit);
        return kind switch
        {
            WindowKind.Fixed => new FixedWindow(limit.Requests, length),
            WindowKind.Sliding => new SlidingWindow(limit.Requests, length),
            WindowKind.Aligned => new AlignedWindow(limit.Requests, length, startSinceEpoch),
            _ => throw new InvalidOperationException($"There is no window of the kind {kind}."),
        };
    }

    public static TimeSpan LengthOf(RateLimit limit) => TimeSpan.FromSeconds(limit.Seconds);
}
