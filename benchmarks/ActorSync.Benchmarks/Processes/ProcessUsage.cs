namespace ActorSync.Benchmarks.Processes;

/// <summary>What a process used, as last seen: it is looked at twenty times a second.</summary>
/// <param name="Cpu">Processor time on all cores.</param>
/// <param name="PeakResidentBytes">The most memory resident at once.</param>
internal sealed record ProcessUsage(TimeSpan Cpu, long PeakResidentBytes)
{
    /// <summary>Nothing seen yet.</summary>
    public static readonly ProcessUsage None = new(TimeSpan.Zero, 0);
}
