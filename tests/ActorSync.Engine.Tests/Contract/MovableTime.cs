namespace ActorSync.Engine.Tests.Contract;

/// <summary>The real time, moved by a test: days pass at once, and everything that waits for milliseconds still works.</summary>
internal sealed class MovableTime : TimeProvider
{
    private TimeSpan _ahead;

    public MovableTime(DateTimeOffset start) => _ahead = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

    public void Pass(TimeSpan time) => _ahead += time;
}
