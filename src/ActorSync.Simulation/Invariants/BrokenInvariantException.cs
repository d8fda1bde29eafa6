namespace ActorSync.Simulation.Invariants;

/// <summary>Something happened in a simulation that must never happen.</summary>
/// <param name="invariant">Which invariant it breaks, by its short name.</param>
/// <param name="what">What happened.</param>
public sealed class BrokenInvariantException(string invariant, string what) : Exception($"{invariant}: {what}")
{
    /// <summary>The invariant's short name.</summary>
    public string Invariant { get; } = invariant;
}
