namespace ActorSync.Benchmarks.Processes;

/// <summary>What a process used, as last seen: it is looked at twenty times a second.</summary>
/// <param name="Cpu">Processor time on all cores.</param>
/// <param name="PeakResidentBytes">The most memory resident at once.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long PeakResidentBytes);
