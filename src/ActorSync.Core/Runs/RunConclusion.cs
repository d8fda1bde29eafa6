namespace ActorSync.Core.Runs;

/// <summary>What the figures of a run come to when it ends.</summary>
/// <param name="Summary">The summary.</param>
/// <param name="Failure">What failed that no rule foresees, or null; figures that do not add up are such a failure.</param>
/// <param name="IsOpen">Whether the run stays open for a resume.</param>
public sealed record RunConclusion(RunSummary Summary, string? Failure, bool IsOpen);
