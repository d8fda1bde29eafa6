using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Users;

/// <summary>A person that the ledger of a partition knows.</summary>
/// <param name="User">The user.</param>
/// <param name="Ledger">What is remembered.</param>
/// <param name="LastSeen">The user as last observed, or null.</param>
/// <param name="InDoubt">Operations of the run under way that were sent without a recorded outcome.</param>
public sealed record LedgerPerson(UserId User, AgentLedger Ledger, ObservedUser? LastSeen, ImmutableArray<Operation> InDoubt)
{
    /// <summary>What the process that left them knew of it; null where it did not say.</summary>
    public IntentDoubt? Doubt { get; init; }

    /// <summary>Whether the run under way is done with them.</summary>
    public bool IsDone { get; init; }
}
