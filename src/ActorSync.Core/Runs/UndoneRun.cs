using System.Collections.Immutable;
using ActorSync.Core.Runs;

namespace ActorSync.Core.Runs;

/// <summary>A run that is to be taken back, and what it did.</summary>
/// <param name="Run">The run.</param>
/// <param name="Changes">What it did, by user.</param>
public sealed record UndoneRun(RunId Run, ImmutableArray<UserChanges> Changes);
