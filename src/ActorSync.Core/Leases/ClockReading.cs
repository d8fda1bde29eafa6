using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>One moment on the two clocks of a process.</summary>
/// <param name="Elapsed">Monotonic: nobody can set it, and it may stand still while the machine is suspended.</param>
/// <param name="Wall">The wall clock, in UTC: it goes on while the machine is suspended, and somebody may set it.</param>
public readonly record struct ClockReading(TimeSpan Elapsed, Instant Wall)
{
    /// <summary>How much time may have passed since an earlier moment: by the clock that has moved further.</summary>
    public Duration Since(ClockReading earlier) => Duration.Max(Duration.FromTimeSpan(Elapsed - earlier.Elapsed), Wall - earlier.Wall);
}
