using System.Collections.Immutable;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Compares decided operations with a newer reading of the user: it may drop or lessen them, never add one.</summary>
/// <remarks>Every remaining operation speaks of a value that the guard has seen, and wants what was decided for it.</remarks>
public static class Redecision
{
    /// <summary>Decides again.</summary>
    /// <param name="decided">The operations that were decided and are not known to be applied.</param>
    /// <param name="now">The user as read again, with holdings known.</param>
    /// <param name="at">The instant of the comparison.</param>
    /// <param name="removalsRestOnOwnership">Whether the removal policy is <c>owned</c>, so that a value edited since is no longer removed.</param>
    public static Redecided Lessen(ImmutableArray<Operation> decided, ObservedUser now, Instant at, bool removalsRestOnOwnership)
    {
        if (now is not { Skills: { } skills, Certifications: { } certifications })
        {
            throw new ArgumentException($"The holdings of user {now.Id} have not been read.", nameof(now));
        }

        var remaining = new List<Operation>();
        var applied = new List<Operation>();
        var moved = new List<Operation>();
        var ended = new List<Operation>();

        foreach (var operation in decided)
        {
            var restsOnOwnership = removalsRestOnOwnership && RestsOnStatement(operation.Cause);
            var again = operation switch
            {
                Operation.GrantSkill grant => Give(grant, grant.Skill, grant.Level, grant.IsGate, skills),
                Operation.RateSkill rate => Give(rate, rate.Skill, rate.To, rate.IsGate, skills),
                Operation.RevokeSkill revoke => Revoke(revoke, restsOnOwnership && !revoke.IsGate, skills),
                Operation.SetCertification set => Set(set, certifications),
                Operation.EndCertification end => End(end, restsOnOwnership, certifications, at),
                _ => throw new ArgumentOutOfRangeException(nameof(decided), operation, "Unknown operation."),
            };

            if (again.Operation is not { } still)
            {
                (again.HasMoved ? moved : applied).Add(operation);
            }
            else if (operation.HasEndedAt(at))
            {
                ended.Add(operation);
            }
            else
            {
                remaining.Add(still);
            }
        }

        return new(OperationOrder.Sort(remaining), [.. applied], [.. moved], [.. ended]);
    }

    /// <summary>Whether a removal that rests on ownership may still be made: the source still owns the value. Gates follow their certification.</summary>
    public static bool MayStillTake(Operation operation, SourceName source, AgentLedger ledger) => operation switch
    {
        Operation.RevokeSkill { IsGate: false } revoke when RestsOnStatement(revoke.Cause) => ledger.Owns(source, revoke.Skill, revoke.From),
        Operation.EndCertification end when RestsOnStatement(end.Cause) => ledger.Owns(source, end.Certification, end.From),
        _ => true,
    };

    /// <summary>Whether an undoing may have taken the value already, so that what is there now may be a person's: only where the run has done nothing to the user, or the ledger still knows whose it is, that is ruled out.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="before">The ledger that the decision rested on.</param>
    /// <param name="now">The ledger as it is now.</param>
    /// <param name="hasApplied">Whether the run has applied something to the user.</param>
    public static bool HasPerhapsTaken(Operation operation, AgentLedger before, AgentLedger now, bool hasApplied) => operation switch
    {
        { Cause: not OperationCause.Undone } => false,
        Operation.RevokeSkill { IsGate: false } revoke => hasApplied && !(before.IsOwnedAt(revoke.Skill, revoke.From) && now.IsOwnedAt(revoke.Skill, revoke.From)),
        Operation.EndCertification end => hasApplied && !(before.IsOwnedAt(end.Certification, end.From) && now.IsOwnedAt(end.Certification, end.From)),
        _ => false,
    };

    /// <summary>
    /// Of what is to be done again after a process that stopped, what that process had sent already and what rests on ownership, or takes back what a run
    /// wrote: what is there now may have been given by hand after it was taken away, and nothing tells.
    /// </summary>
    /// <param name="remaining">What is to be done by what the target shows.</param>
    /// <param name="sent">What was sent, and is not known to have been applied.</param>
    /// <param name="removalsRestOnOwnership">Whether the removal policy is <c>owned</c>. An undoing rests on no policy.</param>
    public static ImmutableArray<Operation> PerhapsGivenSince(ImmutableArray<Operation> remaining, ImmutableArray<Operation> sent, bool removalsRestOnOwnership) =>
    [
        .. remaining.Where(operation =>
            operation is Operation.RevokeSkill { IsGate: false } or Operation.EndCertification
            && (operation.Cause is OperationCause.Undone || (removalsRestOnOwnership && RestsOnStatement(operation.Cause)))
            && sent.Contains(operation)),
    ];

    /// <summary>
    /// What goes with a certification whose end is left: the gating skills, and the ends of the user's other certifications, since nothing here tells
    /// which gate is whose. Empty where no gate is to be taken.
    /// </summary>
    /// <param name="left">What is shown and is left, since it may be a person's.</param>
    /// <param name="remaining">What else is to be done by what the target shows.</param>
    public static ImmutableArray<Operation> LeftWith(ImmutableArray<Operation> left, ImmutableArray<Operation> remaining)
    {
        var isGateToGo = remaining.Any(operation => operation is Operation.RevokeSkill { IsGate: true } && RestsOnWhatWasWritten(operation.Cause));
        return isGateToGo && left.Any(operation => operation is Operation.EndCertification)
            ? [.. remaining.Where(operation => operation is Operation.RevokeSkill { IsGate: true } or Operation.EndCertification && RestsOnWhatWasWritten(operation.Cause))]
            : [];
    }

    private static bool RestsOnStatement(OperationCause cause) =>
        cause is OperationCause.NoLongerStated or OperationCause.Terminated or OperationCause.Absent;

    // An undoing takes what a run wrote, and not what a person has given since.
    private static bool RestsOnWhatWasWritten(OperationCause cause) => RestsOnStatement(cause) || cause is OperationCause.Undone;

    // A skill that was to be re-rated and is gone by now is given: the source states the level, and the value wanted is the same.
    private static Again Give(Operation decided, SkillId skill, Level wanted, bool isGate, Holdings<SkillId, Level> held)
    {
        if (!held.TryGet(skill, out var level))
        {
            return new(new Operation.GrantSkill(skill, wanted, isGate, decided.Cause) { Origin = decided.Origin, Restores = decided.Restores, Until = decided.Until });
        }

        return level == wanted
            ? Again.Applied
            : new(new Operation.RateSkill(skill, level, wanted, isGate, decided.Cause) { Origin = decided.Origin, Restores = decided.Restores, Until = decided.Until });
    }

    private static Again Revoke(Operation.RevokeSkill revoke, bool restsOnOwnership, Holdings<SkillId, Level> held)
    {
        if (!held.TryGet(revoke.Skill, out var level))
        {
            return Again.Applied;
        }

        return restsOnOwnership && level != revoke.From ? Again.Moved : new(revoke with { From = level });
    }

    private static Again Set(Operation.SetCertification set, Holdings<CertificationId, HeldCertification> held)
    {
        if (!held.TryGet(set.Certification, out var value))
        {
            return new(set with { From = null });
        }

        var wanted = set.To with { IssuedOn = IssuedOn(set.From, set.To, value) };
        return wanted == value ? Again.Applied : new(set with { From = value, To = wanted });
    }

    private static Again End(
        Operation.EndCertification end, bool restsOnOwnership, Holdings<CertificationId, HeldCertification> held, Instant at)
    {
        if (!held.TryGet(end.Certification, out var value))
        {
            return Again.Applied;
        }

        var wanted = end.To with { IssuedOn = IssuedOn(end.From, end.To, value) };
        var isDateCorrection = end.Cause is OperationCause.Expired or OperationCause.Undone && end.To.ExpiresOn is not null;
        if (isDateCorrection ? wanted == value : value.HasEndedAt(at))
        {
            return Again.Applied;
        }

        return restsOnOwnership && value != end.From ? Again.Moved : new(end with { From = value, To = wanted });
    }

    // An issue date that the source did not state is the target's own: keep whatever is there now.
    private static Instant? IssuedOn(HeldCertification? from, HeldCertification to, HeldCertification now) =>
        to.IssuedOn is null || from?.IssuedOn == to.IssuedOn ? now.IssuedOn : to.IssuedOn;

    private readonly record struct Again(Operation? Operation, bool HasMoved = false)
    {
        public static readonly Again Applied = new(null);
        public static readonly Again Moved = new(null, HasMoved: true);
    }
}
