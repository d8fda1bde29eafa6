using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>What takes back the certifications of a run on a target that keeps bare names: each name at the place and in the spelling that it had.</summary>
internal sealed class UndoNamedCertifications(UserChanges changes, Holdings<CertificationId, HeldCertification> held, UndoDates dates, PlanningContext context)
{
    public IEnumerable<UndoStep> Steps()
    {
        foreach (var (certification, change) in ValueChange<HeldCertification>.Gather(changes.Applied, changes.Unsettled, ValueOf))
        {
            if (held.Contains(certification) != change.Before is not null && (change.Before != change.Written || change.IsUnsettled))
            {
                yield return new(UndoUnits.Of(certification, context), Inverse(certification, change), WhyNot(certification, change)) { Undone = change.Last };
            }
        }
    }

    private UserProblem? WhyNot(CertificationId certification, ValueChange<HeldCertification> change)
    {
        var inverse = Inverse(certification, change);
        return change switch
        {
            { IsUnsettled: true } => UserProblem.NotUndoneInDoubt(inverse),
            _ when !context.Taxonomy.IsManaged(certification) => UserProblem.NotUndoneUnmanaged(inverse),
            { Before: not null } when dates.HasEnded(certification) => UserProblem.NotUndoneEnded(inverse),
            _ when changes.SinceOf(ValueKind.Certification, certification.Value) is { } since => UserProblem.NotUndoneMoved(inverse, since),
            _ => null,
        };
    }

    private Operation Inverse(CertificationId certification, ValueChange<HeldCertification> change) => change.Before is null
        ? new Operation.EndCertification(certification, HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Undone)
        : new Operation.SetCertification(certification, null, HeldCertification.NameOnly, OperationCause.Undone)
        {
            Restores = Restored(certification),
            Until = dates.Until(certification),
        };

    private RestoredPlace Restored(CertificationId certification) => new(
        changes.Planned?.LedgerNoted.OwnerOf(certification),
        changes.FoundAs?.ProfileNames ?? NamesByIds());

    // Where no list is kept the ids tell it: names in their order, each spelled as its id.
    private ProfileNames? NamesByIds() =>
        changes.FoundAs?.Certifications is { } found ? new ProfileNames([.. found.Select(pair => pair.Key.Value)]) : null;

    private static (CertificationId Id, HeldCertification? From, HeldCertification? To)? ValueOf(Operation operation) => operation switch
    {
        Operation.SetCertification set => (set.Certification, set.From, set.To),
        Operation.EndCertification end => (end.Certification, HeldCertification.NameOnly, null),
        _ => null,
    };
}
