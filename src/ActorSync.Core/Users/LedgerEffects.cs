using System.Collections.Immutable;
using ActorSync.Core.Certifications;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What the ledger learns once the target has acknowledged an operation.</summary>
public static class LedgerEffects
{
    /// <summary>The ledger after one applied operation.</summary>
    /// <param name="ledger">The ledger before, with the decision's own notes.</param>
    /// <param name="applied">The operation, with the value that it replaced.</param>
    /// <param name="source">The source that caused it.</param>
    /// <param name="at">When it was applied.</param>
    public static AgentLedger After(AgentLedger ledger, Operation applied, SourceName source, Instant at) => applied switch
    {
        // A gate is its certification's, and nobody owns it.
        Operation.GrantSkill { IsGate: true } or Operation.RateSkill { IsGate: true } or Operation.RevokeSkill { IsGate: true } => ledger,

        { Cause: OperationCause.Undone } => AfterUndoing(ledger, applied),
        Operation.GrantSkill grant => ledger.Owning(source, grant.Skill, grant.Level).Settling(applied, source, at),
        Operation.RateSkill rate => AfterRating(ledger, rate, source).Settling(applied, source, at),
        Operation.RevokeSkill revoke => ledger.Disowning(revoke.Skill).Settling(applied, source, at),
        Operation.SetCertification set => AfterSetting(ledger, set, source, at),
        Operation.EndCertification end => AfterEnding(ledger, end, at),
        _ => throw new ArgumentOutOfRangeException(nameof(applied), applied, "Unknown operation."),
    };

    /// <summary>The ledger after a write of which nobody will know whether it was applied: nobody owns what it carried.</summary>
    /// <remarks>
    /// What is found there later may be what was written, or what somebody gave by hand after a removal. Ownership would let a later run remove
    /// it, so a value that is perhaps a person's is left alone.
    /// </remarks>
    public static AgentLedger AfterUnknown(AgentLedger ledger, ImmutableArray<Operation> carried) => carried.Aggregate(ledger, (known, operation) => operation switch
    {
        Operation.GrantSkill { IsGate: true } or Operation.RateSkill { IsGate: true } or Operation.RevokeSkill { IsGate: true } => known,
        Operation.GrantSkill grant => known.Disowning(grant.Skill),
        Operation.RateSkill rate => known.Disowning(rate.Skill),
        Operation.RevokeSkill revoke => known.Disowning(revoke.Skill),
        Operation.SetCertification set => known.Disowning(set.Certification),
        Operation.EndCertification end => known.Disowning(end.Certification),
        _ => throw new ArgumentOutOfRangeException(nameof(carried), operation, "Unknown operation."),
    });

    /// <summary>The ledger after a newer reading of the user: what somebody has edited since ActorSync wrote it, nobody owns, and that lasts.</summary>
    /// <param name="ledger">The ledger before.</param>
    /// <param name="observed">The user as read, with holdings known.</param>
    /// <param name="sent">What the run has perhaps sent and has not settled: where the reading shows just that, it does not tell that somebody edited it.</param>
    public static AgentLedger AfterReading(AgentLedger ledger, ObservedUser observed, ImmutableArray<Operation> sent) => ledger.WithoutEdited(observed, sent, late: []);

    /// <summary>The ledger after a write that may never have been sent was found applied: nobody owns what it would have given, since somebody else may have.</summary>
    /// <param name="ledger">The ledger after it.</param>
    /// <param name="carried">What the write carried; what was not found applied of it stays as it was.</param>
    public static AgentLedger AfterFound(AgentLedger ledger, ImmutableArray<Operation> carried) => carried.Aggregate(ledger, (known, operation) => operation switch
    {
        Operation.GrantSkill grant when known.IsOwnedAt(grant.Skill, grant.Level) => known.Disowning(grant.Skill),
        Operation.RateSkill rate when known.IsOwnedAt(rate.Skill, rate.To) => known.Disowning(rate.Skill),
        Operation.SetCertification set when known.IsOwnedAt(set.Certification, set.To) => known.Disowning(set.Certification),
        _ => known,
    });

    // Re-rating a skill that was there does not make it owned, and one that another source owned is edited by this. What is written once more, since a late
    // listing did not show it yet, stays owned.
    private static AgentLedger AfterRating(AgentLedger ledger, Operation.RateSkill rate, SourceName source) =>
        ledger.Owns(source, rate.Skill, rate.From) || ledger.Owns(source, rate.Skill, rate.To)
            ? ledger.Owning(source, rate.Skill, rate.To)
            : ledger.Disowning(rate.Skill);

    // Giving new dates to a certification that had ended is giving it anew.
    private static AgentLedger AfterSetting(AgentLedger ledger, Operation.SetCertification set, SourceName source, Instant at)
    {
        var isGiven = set.From is not { } from || from.HasEndedAt(at) || ledger.Owns(source, set.Certification, from) || ledger.Owns(source, set.Certification, set.To);
        return isGiven ? ledger.Owning(source, set.Certification, set.To) : ledger.Disowning(set.Certification);
    }

    // What is given back is again whose it was, and never more: no source states it by that. No schedule and no date of an ending rests on it.
    private static AgentLedger AfterUndoing(AgentLedger ledger, Operation undoing) => (undoing, undoing.Restores?.Owner) switch
    {
        (Operation.GrantSkill grant, { } owner) => ledger.Owning(owner, grant.Skill, grant.Level),
        (Operation.GrantSkill grant, null) => ledger.Disowning(grant.Skill),
        (Operation.RateSkill rate, { } owner) => ledger.Owning(owner, rate.Skill, rate.To),
        (Operation.RateSkill rate, null) => ledger.Disowning(rate.Skill),
        (Operation.RevokeSkill revoke, _) => ledger.Disowning(revoke.Skill),
        (Operation.SetCertification set, { } owner) => HeldAgain(ledger, set).Owning(owner, set.Certification, set.To),
        (Operation.SetCertification set, null) => HeldAgain(ledger, set).Disowning(set.Certification),
        (Operation.EndCertification end, _) => ledger.Disowning(end.Certification),
        _ => throw new ArgumentOutOfRangeException(nameof(undoing), undoing, "Unknown operation."),
    };

    private static AgentLedger HeldAgain(AgentLedger ledger, Operation.SetCertification set)
    {
        var dates = ledger.Dates.Noting(set.Certification, issuedOn: null, official: null, isHeldAgain: true, applied: null);
        return dates == ledger.Dates ? ledger : ledger with { Dates = dates };
    }

    private static AgentLedger AfterEnding(AgentLedger ledger, Operation.EndCertification end, Instant at)
    {
        var disowned = ledger.Disowning(end.Certification);
        return end.Cause is OperationCause.Expired
            ? disowned
            : disowned with { Dates = disowned.Dates.Ending(end.Certification, ExpiryRule.ToMillisecond(at)) };
    }

    private static AgentLedger Settling(this AgentLedger ledger, Operation applied, SourceName source, Instant at)
    {
        if (ledger.Scheduled.IsEmpty)
        {
            return ledger; // As with nearly everybody.
        }

        var skill = applied switch
        {
            Operation.GrantSkill grant => grant.Skill,
            Operation.RateSkill rate => rate.Skill,
            Operation.RevokeSkill revoke => revoke.Skill,
            _ => throw new ArgumentOutOfRangeException(nameof(applied), applied, "Only skills are scheduled."),
        };

        var settled = ScheduleRule.Settle(ledger.Scheduled, source, skill, at);
        return settled == ledger.Scheduled ? ledger : ledger with { Scheduled = settled };
    }
}
