using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>What one run may take from one person because the source no longer states it.</summary>
/// <param name="Policy">The removal policy.</param>
/// <param name="Source">The source that takes back only what it asserted itself, under <see cref="RemovalPolicy.Owned"/>.</param>
/// <param name="Cause">Why: no longer stated, or the person has gone.</param>
/// <param name="WholeList">Whether everything that is not wished for may be taken, or only what is named one by one.</param>
/// <param name="IsSuspended">Whether nothing may be taken, whatever the policy.</param>
/// <param name="Origin">The person's row, or null for one whom no row states.</param>
internal sealed record Removal(RemovalPolicy Policy, SourceName Source, OperationCause Cause, bool WholeList, bool IsSuspended, RowRef? Origin)
{
    /// <summary>Whether the policy takes a skill held at a level, given what the source owns.</summary>
    public bool Takes(SkillId skill, Level held, AgentLedger ledger) =>
        !IsSuspended && (Policy is RemovalPolicy.Managed || (Policy is RemovalPolicy.Owned && ledger.Owns(Source, skill, held)));

    /// <summary>Whether the policy ends a held certification, given what the source owns.</summary>
    public bool Takes(CertificationId certification, HeldCertification held, AgentLedger ledger) =>
        !IsSuspended && (Policy is RemovalPolicy.Managed || (Policy is RemovalPolicy.Owned && ledger.Owns(Source, certification, held)));
}
