using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What one run decided for one user.</summary>
/// <param name="Operations">The operations in canonical order: endings, certification sets, grants and ratings, revocations, each by id.</param>
/// <param name="Ledger">The ledger with everything that the statement itself says (dates, schedules, lost ownership, adoption), before any operation is applied.</param>
/// <param name="Rejections">Items found impossible.</param>
/// <param name="Held">Why the operations are not written, or null.</param>
/// <param name="ManagedHeld">How many managed assignments the user holds: the guard's denominator.</param>
public sealed record AgentDecision(
    ImmutableArray<Operation> Operations,
    AgentLedger Ledger,
    ImmutableArray<ItemRejection> Rejections,
    string? Held,
    int ManagedHeld);
