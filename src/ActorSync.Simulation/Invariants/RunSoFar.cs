using ActorSync.Core.Roster;

namespace ActorSync.Simulation.Invariants;

/// <summary>What a check of a run's end has to know of what happened in it.</summary>
/// <param name="Roster">The roster that it was to make true; null where it was to make something else true.</param>
/// <param name="Edited">The users whom people have edited since it was prepared.</param>
/// <param name="WritesBefore">How many writes the target had applied when it began.</param>
/// <param name="WasGivenUp">Whether a process has begun to give it up.</param>
internal sealed record RunSoFar(RosterReading? Roster, IReadOnlySet<string> Edited, int WritesBefore, bool WasGivenUp);
