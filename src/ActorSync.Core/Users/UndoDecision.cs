using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What undoing a run comes to for one user.</summary>
/// <param name="Operations">What takes back the values that still are what the run wrote, in canonical order.</param>
/// <param name="Left">What is not taken back, and why.</param>
/// <param name="ManagedHeld">How many managed assignments the user holds: the guard's denominator.</param>
/// <param name="Notes">What a person should know of what is taken back.</param>
public sealed record UndoDecision(ImmutableArray<Operation> Operations, ImmutableArray<UserProblem> Left, int ManagedHeld, ImmutableArray<UserProblem> Notes);
