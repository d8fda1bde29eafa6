using NodaTime;

namespace ActorSync.Simulation.Time;

/// <summary>A clock that stands still until the agenda moves it, with a wall clock that can be set by hand.</summary>
public sealed class SimulatedClock : IClock
{
    /// <summary>When every simulation begins by the wall clock.</summary>
    public static readonly Instant Beginning = Instant.FromUtc(2026, 3, 10, 9, 0);

    private Duration _moved = Duration.Zero;

    /// <summary>Monotonic time since the beginning.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The wall clock.</summary>
    public Instant Now => Beginning + Duration.FromTimeSpan(Elapsed) + _moved;

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Now;

    /// <summary>Goes on to a later time.</summary>
    public void Reach(TimeSpan elapsed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(elapsed, Elapsed);

        Elapsed = elapsed;
    }

    /// <summary>Somebody sets the wall clock, forward or back.</summary>
    public void Move(Duration by) => _moved += by;
}
