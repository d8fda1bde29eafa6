using ActorSync.Simulation.Invariants;

namespace ActorSync.Simulation.Tests.Invariants;

/// <summary>What a step breaks.</summary>
internal static class Breaks
{
    /// <summary>The name of the invariant that a step breaks; null where it breaks none. Whatever else it throws is thrown.</summary>
    public static string? By(Action step)
    {
        try
        {
            step();
            return null;
        }
        catch (BrokenInvariantException broken)
        {
            return broken.Invariant;
        }
    }
}
