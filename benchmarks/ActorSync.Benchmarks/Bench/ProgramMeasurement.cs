using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Runs;

namespace ActorSync.Benchmarks.Bench;

/// <summary>The program, measured once.</summary>
/// <param name="Figures">What was measured.</param>
/// <param name="Summary">What it said.</param>
internal sealed record ProgramMeasurement(Measurement Figures, ProgramSummary Summary);
