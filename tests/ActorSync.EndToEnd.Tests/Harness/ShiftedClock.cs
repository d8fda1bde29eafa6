namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>The system's clock, some time ahead of it or behind it.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
