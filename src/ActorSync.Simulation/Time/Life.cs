namespace ActorSync.Simulation.Time;

/// <summary>Something that can die, and whatever was to happen to it then never does.</summary>
/// <param name="name">What the event log calls it.</param>
/// <param name="of">What it lives in, and dies with; null where it stands alone.</param>
public sealed class Life(string name, Life? of = null)
{
    private bool _isOver;

    /// <summary>What the event log calls it.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it is over.</summary>
    public bool IsOver => _isOver || of is { IsOver: true };

    /// <summary>It dies.</summary>
    public void End() => _isOver = true;
}
