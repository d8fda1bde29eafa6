namespace ActorSync.Benchmarks.Durability;

/// <summary>What the harness has made and left, which is not to be charged to what it measures.</summary>
internal static class Garbage
{
    /// <summary>Collects it.</summary>
    public static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
