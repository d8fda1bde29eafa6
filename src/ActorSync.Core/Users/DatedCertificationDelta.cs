using ActorSync.Core.Certifications;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>The certification operations for a target that keeps the dates itself.</summary>
internal static class DatedCertificationDelta
{
    public static IEnumerable<Operation> Between(
        Holdings<CertificationId, HeldCertification> held,
        CertificationWishes wishes,
        Removal removal,
        bool losesNothing,
        AgentLedger ledger,
        PlanningContext context,
        Instant now)
    {
        foreach (var (id, wish) in wishes.ById)
        {
            HeldCertification? current = held.TryGet(id, out var value) ? value : null;
            if (Change(id, wish, current, losesNothing, now) is { } operation)
            {
                yield return operation;
            }
        }

        foreach (var (id, value) in held)
        {
            var isNoLongerStated = removal.WholeList && !wishes.ById.ContainsKey(id) && context.Taxonomy.IsManaged(id);
            if (isNoLongerStated && !value.HasEndedAt(now) && removal.Takes(id, value, ledger))
            {
                yield return EndNow(id, value, removal.Cause, removal.Origin, now);
            }
        }
    }

    private static Operation? Change(CertificationId id, CertificationWish wish, HeldCertification? current, bool losesNothing, Instant now)
    {
        switch (wish)
        {
            case CertificationWish.Hold hold:
                var wanted = new HeldCertification(hold.IssuedOn ?? current?.IssuedOn, hold.ExpiresOn);
                return wanted == current ? null : new Operation.SetCertification(id, current, wanted, hold.Cause) { Origin = hold.Origin };

            case CertificationWish.Over over when current is { } value:
                var corrected = new HeldCertification(over.IssuedOn ?? value.IssuedOn, over.ExpiresOn);
                return corrected == value ? null : new Operation.EndCertification(id, value, corrected, OperationCause.Expired) { Origin = over.Origin };

            case CertificationWish.Lapse lapse when current is { } value && !value.HasEndedAt(now) && !losesNothing:
                return EndNow(id, value, OperationCause.Lapsed, lapse.Origin, now);

            default:
                return null;
        }
    }

    private static Operation.EndCertification EndNow(CertificationId id, HeldCertification held, OperationCause cause, RowRef? origin, Instant now) =>
        new(id, held, held with { ExpiresOn = ExpiryRule.ToMillisecond(now) }, cause) { Origin = origin };
}
