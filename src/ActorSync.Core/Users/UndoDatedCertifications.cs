using ActorSync.Core.Audit;
using ActorSync.Core.Certifications;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What takes back the certifications of a run on a target that keeps their dates, and that keeps whatever it was once given.</summary>
internal sealed class UndoDatedCertifications(
    UserChanges changes, Holdings<CertificationId, HeldCertification> held, UndoDates dates, PlanningContext context, Instant now)
{
    /// <summary>Whether an inverse ends what has ended already: it is told, and there is nothing to do.</summary>
    public static bool IsOver(Operation inverse, Instant now) => inverse is Operation.EndCertification { From: var from, To: var to } && from == to && from.HasEndedAt(now);

    public IEnumerable<UndoStep> Steps()
    {
        foreach (var (certification, change) in ValueChange<HeldCertification>.Gather(changes.Applied, changes.Unsettled, ValueOf))
        {
            HeldCertification? current = held.TryGet(certification, out var value) ? value : null;
            if (current != change.Before && (change.Before != change.Written || change.IsUnsettled))
            {
                var inverse = Inverse(certification, change, current ?? change.Written!.Value);
                yield return new(UndoUnits.Of(certification, context), inverse, WhyNot(inverse, certification, change, current))
                {
                    Undone = change.Last,
                    EndsOnly = change.Before is null,
                };
            }
        }
    }

    private UserProblem? WhyNot(Operation inverse, CertificationId certification, ValueChange<HeldCertification> change, HeldCertification? current)
    {
        var since = changes.SinceOf(ValueKind.Certification, certification.Value);
        return change switch
        {
            { IsUnsettled: true } => UserProblem.NotUndoneInDoubt(inverse),
            _ when since is not null || current is not { } there || !there.IsAsWritten(change.Written!.Value) => UserProblem.NotUndoneMoved(inverse, since),
            _ when !context.Taxonomy.IsManaged(certification) => UserProblem.NotUndoneUnmanaged(inverse),
            { Before: { } before } when !before.HasEndedAt(now) && dates.HasEnded(certification) => UserProblem.NotUndoneEnded(inverse),
            _ => null,
        };
    }

    private Operation Inverse(CertificationId certification, ValueChange<HeldCertification> change, HeldCertification current)
    {
        if (change.Before is not { } before)
        {
            var ended = current.HasEndedAt(now) ? current : current with { ExpiresOn = ExpiryRule.ToMillisecond(now) };
            return new Operation.EndCertification(certification, current, ended, OperationCause.Undone);
        }

        return before.HasEndedAt(now)
            ? new Operation.EndCertification(certification, current, before, OperationCause.Undone)
            : new Operation.SetCertification(certification, current, before, OperationCause.Undone) { Restores = Restored(certification, before) };
    }

    private RestoredPlace? Restored(CertificationId certification, HeldCertification before) =>
        changes.Planned?.LedgerNoted.OwnerOf(certification, before) is { } owner ? new RestoredPlace(owner, null) : null;

    private static (CertificationId Id, HeldCertification? From, HeldCertification? To)? ValueOf(Operation operation) => operation switch
    {
        Operation.SetCertification set => (set.Certification, set.From, set.To),
        Operation.EndCertification end => (end.Certification, end.From, end.To),
        _ => null,
    };
}
