namespace ActorSync.Simulation.Time;

/// <summary>A way from one part to another on which nothing overtakes, as between two actors: whatever comes later arrives later.</summary>
public sealed class Channel
{
    /// <summary>When the last of what was sent on it arrives.</summary>
    internal TimeSpan Last { get; set; } = TimeSpan.MinValue;
}
