using ActorSync.Benchmarks.Runs;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>A process that has come to its end.</summary>
/// <param name="Life">The process.</param>
/// <param name="Summary">What it printed; null where it was killed or printed nothing.</param>
internal sealed record EndedLife(Life Life, ProgramSummary? Summary);
