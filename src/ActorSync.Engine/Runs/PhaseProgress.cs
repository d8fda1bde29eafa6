namespace ActorSync.Engine.Runs;

/// <summary>How far one phase of a run has come.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Done">People decided, or users converged.</param>
/// <param name="Total">Out of how many; 0 when not known yet.</param>
public sealed record PhaseProgress(RunPhase Phase, long Done, long Total)
{
    /// <summary>How many requests the gateway's counters will show at the end, as the run was forecast and without those in vain; null until everybody is decided.</summary>
    public long? SentAtTheEnd { get; init; }
}
