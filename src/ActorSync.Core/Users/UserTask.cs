using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What a run has to do for one user: what was decided, and what an earlier process of the run left.</summary>
/// <param name="Decided">The operations that the guard has seen.</param>
/// <param name="Foreseen">What the forecast counts for the user.</param>
public sealed record UserTask(ImmutableArray<Operation> Decided, RequestsForeseen Foreseen)
{
    /// <summary>A write of this run that an earlier process left open, or null.</summary>
    public OpenWrite? Open { get; init; }

    /// <summary>Whether an earlier process of this run had applied something to this user.</summary>
    public bool ChangedBefore { get; init; }

    /// <summary>Whether an operation of the plan was skipped, so that the user fails in any case.</summary>
    public bool HasSkipped { get; init; }
}
