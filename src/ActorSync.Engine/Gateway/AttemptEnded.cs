namespace ActorSync.Engine.Gateway;

/// <summary>Gives a permit back to the gateway.</summary>
/// <param name="Permit">The permit.</param>
/// <param name="Latency">From send to the last byte of the answer; null when it was not sent or not answered.</param>
/// <param name="TokenRefused">Whether the answer was 401.</param>
/// <param name="Pause">What a 429 brought, or null.</param>
internal sealed record AttemptEnded(Permit Permit, TimeSpan? Latency, bool TokenRefused, AttemptPause? Pause)
{
    /// <summary>When a lane whose gate was found shut may be tried again; null where it was open.</summary>
    public TimeSpan? ShutUntil { get; init; }

    /// <summary>Gives back a permit that was not used.</summary>
    public static AttemptEnded Unused(Permit permit) => new(permit, null, TokenRefused: false, null);
}
