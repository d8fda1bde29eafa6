using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>The host's time as NodaTime's clock.</summary>
public sealed class TimeProviderClock(TimeProvider time) : IClock
{
    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Instant.FromDateTimeOffset(time.GetUtcNow());
}
