using NodaTime;
using NodaTime.Extensions;

namespace ActorSync.Sandbox.Http;

/// <summary>The clock that the target shows to its clients, ahead of the machine's by an offset, and a stopwatch that never goes back.</summary>
internal sealed class ServerClock(TimeProvider clock, TimeSpan offset)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>What the target takes for the current instant.</summary>
    public DateTimeOffset Shown => clock.GetUtcNow() + offset;

    public Instant Now => Shown.ToInstant();

    /// <summary>What the machine takes for the current instant; the log is in it.</summary>
    public DateTimeOffset Real => clock.GetUtcNow();

    /// <summary>The time since the sandbox started.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_start);

    public TimeProvider Provider => clock;
}
