using NodaTime;

namespace ActorSync.Core.Gateway;

/// <summary>One moment on both of the gateway's time lines: monotonic for every decision, the wall clock for what a person reads.</summary>
/// <param name="Elapsed">Monotonic, since the gateway started.</param>
/// <param name="Instant">The wall clock, in UTC.</param>
public readonly record struct Moment(TimeSpan Elapsed, Instant Instant)
{
    /// <summary>The wall clock at a monotonic time, as far as can be told at this moment.</summary>
    public Instant At(TimeSpan elapsed) => Instant + Duration.FromTimeSpan(elapsed - Elapsed);
}
