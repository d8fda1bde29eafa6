namespace ActorSync.Sandbox.Limits;

/// <summary>A limit over all tokens together, guarded by the limiter's lock; no window means no limit.</summary>
internal sealed class SharedLimit(LimitName name, IRequestWindow? window)
{
    public LimitName Name { get; } = name;

    public IRequestWindow? Window { get; set; } = window;

    /// <summary>The latest instant at which a request came.</summary>
    public TimeSpan LastEntry { get; set; }
}
