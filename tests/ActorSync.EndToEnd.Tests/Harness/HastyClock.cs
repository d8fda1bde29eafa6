namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>The system's clock, on which no wait takes any time; it notes how long each was meant to be.</summary>
internal sealed class HastyClock : TimeProvider
{
    /// <summary>The waits, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
