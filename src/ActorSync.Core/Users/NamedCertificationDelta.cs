using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>The certification operations for a target that keeps bare names: the name, and the gating skill that routing reads.</summary>
internal static class NamedCertificationDelta
{
    public static IEnumerable<Operation> Between(
        ObservedUser observed, CertificationWishes wishes, Removal removal, bool losesNothing, AgentLedger ledger, PlanningContext context)
    {
        var held = observed.Certifications!;
        var gates = new Gates(context);
        var operations = new List<Operation>();

        foreach (var (id, wish) in wishes.ById)
        {
            switch (wish)
            {
                case CertificationWish.Hold hold:
                    gates.Want(id, hold.ExpiresOn, hold.Cause, hold.Origin);
                    if (!held.Contains(id))
                    {
                        operations.Add(new Operation.SetCertification(id, From: null, HeldCertification.NameOnly, hold.Cause)
                        {
                            Origin = hold.Origin,
                            Until = hold.ExpiresOn,
                        });
                    }

                    break;
                case CertificationWish.Over over:
                    End(id, OperationCause.Expired, over.Origin);
                    break;
                case CertificationWish.Lapse lapse when !losesNothing:
                    End(id, OperationCause.Lapsed, lapse.Origin);
                    break;
                default:
                    gates.Leave(id);
                    break;
            }
        }

        foreach (var (id, value) in held)
        {
            if (wishes.ById.ContainsKey(id))
            {
                continue;
            }

            if (removal.WholeList && context.Taxonomy.IsManaged(id) && removal.Takes(id, value, ledger))
            {
                End(id, removal.Cause, removal.Origin);
            }
            else
            {
                gates.Leave(id);
            }
        }

        EndGatesLeftBehind();
        return [.. operations, .. gates.Operations(observed.Skills!)];

        void End(CertificationId id, OperationCause cause, RowRef? origin)
        {
            gates.Drop(id, cause, origin);
            if (held.TryGet(id, out var value))
            {
                operations.Add(new Operation.EndCertification(id, value, HeldCertification.NameOnly, cause) { Origin = origin });
            }
        }

        // The name is gone, the gate is not, and the source no longer states what the ledger once dated. Where nothing ever
        // dated it, somebody gave the gate by hand, and it is left as found.
        void EndGatesLeftBehind()
        {
            if (!removal.WholeList || removal.IsSuspended || removal.Policy is not RemovalPolicy.Managed)
            {
                return;
            }

            foreach (var known in ledger.Dates)
            {
                var isLeftBehind = known.OfficialExpiry is not null && !held.Contains(known.Certification) && !wishes.ById.ContainsKey(known.Certification);
                if (isLeftBehind && context.Taxonomy.IsManaged(known.Certification))
                {
                    gates.Drop(known.Certification, removal.Cause, removal.Origin);
                }
            }
        }
    }
}
