namespace ActorSync.Benchmarks.Processes;

/// <summary>A line that a process wrote.</summary>
/// <param name="At">When it came, from the start of the process.</param>
/// <param name="Text">The line.</param>
internal sealed record TimedLine(TimeSpan At, string Text);
