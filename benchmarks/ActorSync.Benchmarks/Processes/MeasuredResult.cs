namespace ActorSync.Benchmarks.Processes;

/// <summary>How a measured process ended, and what it used.</summary>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Figures">What it said of itself.</param>
internal sealed record MeasuredResult(DateTimeOffset StartedAt, ProgramResult Result, ProcessFigures Figures);
