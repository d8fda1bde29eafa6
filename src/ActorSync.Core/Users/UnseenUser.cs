using ActorSync.Core.Policies;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Users;

/// <summary>Decides for a user who has been deleted on the target, so that nothing can be read and nothing written.</summary>
internal static class UnseenUser
{
    public static AgentDecision Decide(RosterPerson? person, Departure? departure, AgentLedger ledger, PlanningContext context) => new(
        [],
        ledger,
        [],
        WouldChange(person, departure, ledger, context) ? HoldReason.For(UserState.Deleted) : null,
        ManagedHeld: 0);

    // What is held is unknown, never none, so whoever states something would change; a person who is gone on both sides has
    // nothing left to lose but what the ledger still believes to be theirs.
    private static bool WouldChange(RosterPerson? person, Departure? departure, AgentLedger ledger, PlanningContext context)
    {
        if (person is null)
        {
            return false;
        }

        if (departure is null)
        {
            return person.Skills.Statement is Statement.Stated
                || person.Certifications.Statement is Statement.Stated
                || ledger.Scheduled.Any(entry => entry.Source == context.Source);
        }

        return !person.HasRejectedRow && context.Policies.Removal switch
        {
            RemovalPolicy.Managed => true,
            RemovalPolicy.Owned => ledger.Skills.Any(owned => owned.Source == context.Source)
                || ledger.Certifications.Any(owned => owned.Source == context.Source),
            _ => false,
        };
    }
}
