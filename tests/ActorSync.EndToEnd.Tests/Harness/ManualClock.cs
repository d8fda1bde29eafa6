namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>A clock that stands still until the test moves it.</summary>
internal sealed class ManualClock : TimeProvider
{
    private TimeSpan _elapsed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time) => _elapsed += time;

    /// <inheritdoc/>
    public override long GetTimestamp() => _elapsed.Ticks;
}
