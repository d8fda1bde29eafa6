namespace ActorSync.Core.Policies;

/// <summary>The limits that hold a run (section <c>Guard</c> of the configuration).</summary>
/// <param name="MaxRemovalsPercent">Removals and early endings, in percent of the managed assignments held by the people in scope (0–100).</param>
/// <param name="MaxRemovals">The same as a count; null for none.</param>
/// <param name="MinimumPopulation">Below this many people in scope the percentage is not applied.</param>
/// <param name="MaxRowDropPercent">Full mode only: how many percent fewer rows than the last accepted file of this source (0–100).</param>
public sealed record GuardLimits(
    decimal MaxRemovalsPercent = 10m, int? MaxRemovals = null, int MinimumPopulation = 100, decimal MaxRowDropPercent = 30m);
