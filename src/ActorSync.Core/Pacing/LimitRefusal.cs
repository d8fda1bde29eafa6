namespace ActorSync.Core.Pacing;

/// <summary>A 429 that speaks of a limit.</summary>
/// <param name="At">When it came.</param>
/// <param name="Stated">The stated wait, or null.</param>
/// <param name="OfProbe">Whether it came while a raise was looked for.</param>
public readonly record struct LimitRefusal(TimeSpan At, TimeSpan? Stated, bool OfProbe);
