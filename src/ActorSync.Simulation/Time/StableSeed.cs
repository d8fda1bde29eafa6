namespace ActorSync.Simulation.Time;

/// <summary>A number from a text, the same in every process: FNV-1a of 64 bits.</summary>
internal static class StableSeed
{
    /// <summary>The number of a text.</summary>
    public static ulong Of(string text) => text.Aggregate(14695981039346656037UL, (hash, letter) => (hash ^ letter) * 1099511628211UL);
}
