using ActorSync.Core.Gateway;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>The gateway's time: monotonic for every decision, the wall clock for what a person reads.</summary>
internal sealed class GatewayClock(TimeProvider timeProvider)
{
    private readonly long _start = timeProvider.GetTimestamp();

    /// <summary>What timers and pipelines run on.</summary>
    public TimeProvider TimeProvider { get; } = timeProvider;

    /// <summary>Monotonic time since the gateway started.</summary>
    public TimeSpan Elapsed => TimeProvider.GetElapsedTime(_start);

    /// <summary>The wall clock, in UTC.</summary>
    public Instant Now => Instant.FromDateTimeOffset(TimeProvider.GetUtcNow());

    /// <summary>Both at once.</summary>
    public Moment Read() => new(Elapsed, Now);

    /// <summary>The wall clock at a monotonic time, as far as can be told now.</summary>
    public Instant At(TimeSpan elapsed) => Now + Duration.FromTimeSpan(elapsed - Elapsed);
}
