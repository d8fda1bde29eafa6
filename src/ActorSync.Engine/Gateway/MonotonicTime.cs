namespace ActorSync.Engine.Gateway;

/// <summary>A clock that nobody can set: its UTC is where the other's stood when it began, and the time that has passed since.</summary>
/// <remarks>For what decides by UTC and must not: a wall clock that is set back would make it wait for as long.</remarks>
internal sealed class MonotonicTime(TimeProvider timeProvider) : TimeProvider
{
    private readonly DateTimeOffset _startedAt = timeProvider.GetUtcNow();
    private readonly long _start = timeProvider.GetTimestamp();

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => timeProvider.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => timeProvider.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _startedAt + timeProvider.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override long GetTimestamp() => timeProvider.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        timeProvider.CreateTimer(callback, state, dueTime, period);
}
