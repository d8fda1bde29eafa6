using System.Collections.Immutable;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>One user of a plan: who it is, what would be done, and what the ledger would note.</summary>
/// <param name="User">The target's user.</param>
/// <param name="Employee">The employee id, or the ledger's for an absent person.</param>
/// <param name="Operations">The operations in canonical order, each with the value that it replaces.</param>
/// <param name="Held">Why they are not written, or null.</param>
/// <param name="LedgerBefore">The ledger that the decision rests on.</param>
/// <param name="LedgerNoted">The ledger with what the statement says, before any write.</param>
public sealed record PlannedUser(
    UserId User,
    string Employee,
    ImmutableArray<Operation> Operations,
    string? Held,
    AgentLedger LedgerBefore,
    AgentLedger LedgerNoted)
{
    /// <summary>Whether an operation was skipped when the plan was taken over, so that the user fails whatever becomes of the others.</summary>
    public bool HasSkipped { get; init; }

    /// <summary>Whether there is something to write.</summary>
    public bool IsToBeDone => Held is null && !Operations.IsEmpty;
}
