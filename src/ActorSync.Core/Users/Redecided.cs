using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What a re-read leaves of a user's decided operations.</summary>
/// <param name="Remaining">Still to do, each with the value that it now replaces, in canonical order.</param>
/// <param name="AlreadyApplied">As decided; the target already shows what they want.</param>
/// <param name="Moved">As decided; removals that rested on ownership of a value that somebody has changed since: given up.</param>
/// <param name="Ended">As decided; what would give a certification that has ended by its date since, or its gate: given up.</param>
public sealed record Redecided(
    ImmutableArray<Operation> Remaining, ImmutableArray<Operation> AlreadyApplied, ImmutableArray<Operation> Moved, ImmutableArray<Operation> Ended);
