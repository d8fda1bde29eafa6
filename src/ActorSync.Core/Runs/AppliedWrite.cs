using System.Collections.Immutable;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>One write of a run of which the journal knows that it was applied.</summary>
/// <param name="Sequence">Its number among the user's writes of the run.</param>
/// <param name="At">When it was settled.</param>
/// <param name="Operations">What was applied of it.</param>
public sealed record AppliedWrite(int Sequence, Instant At, ImmutableArray<Operation> Operations);
