using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What a run saw on the target before it decides.</summary>
/// <param name="Context">What every decision shares; null where the target could not be read.</param>
/// <param name="Scope">Who is in scope, matched to users; null likewise.</param>
/// <param name="Findings">What is worth telling.</param>
/// <param name="Stop">Why the target could not be read, or null.</param>
public sealed record RunObservation(PlanningContext? Context, RunScope? Scope, ImmutableArray<Finding> Findings, RunStop? Stop);
