using ActorSync.Simulation.Stories;

namespace ActorSync.Simulation;

/// <summary>How a simulation ended.</summary>
/// <param name="Settings">What was given.</param>
/// <param name="Hash">SHA-256 over everything that happened.</param>
/// <param name="Steps">How many steps there were.</param>
/// <param name="Checks">How often each invariant was looked at, by its short name.</param>
/// <param name="Broken">Which invariant broke, by its short name; null where none did.</param>
/// <param name="What">What happened, where one broke.</param>
/// <param name="Lines">The event log, where it was kept.</param>
public sealed record SimulationResult(StorySettings Settings, string Hash, long Steps, IReadOnlyDictionary<string, long> Checks, string? Broken, string? What, IReadOnlyList<string> Lines);
