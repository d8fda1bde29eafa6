namespace ActorSync.Engine.Gateway;

/// <summary>The gateway holds as many requests as it may; this one was not taken.</summary>
public sealed record SendRefused(long RequestId, int MaxOpenRequests)
{
    /// <summary>As an exception: an asker with a window is never refused.</summary>
    public InvalidOperationException ToException() => new($"More than {MaxOpenRequests} requests are open.");
}
