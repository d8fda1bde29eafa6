using ActorSync.Core.Certifications;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Which of a person's certifications have ended by another statement than that of the run which is taken back.</summary>
/// <param name="planned">The user as the run's plan kept it, or null where that is gone: then everything that is known counts.</param>
/// <param name="ledger">What is remembered of the user now.</param>
/// <param name="context">The policies in force.</param>
/// <param name="now">The instant of the decision.</param>
internal sealed class UndoDates(PlannedUser? planned, AgentLedger ledger, PlanningContext context, Instant now)
{
    /// <summary>Whether the certification has ended by its date.</summary>
    public bool HasEnded(CertificationId certification) => Until(certification) <= now;

    /// <summary>The last instant at which the certification holds; null where nothing dates it.</summary>
    public Instant? Until(CertificationId certification)
    {
        var official = ledger.Dates.Of(certification)?.OfficialExpiry;

        // What the run itself noted is what is being taken back; what a later file stated is not.
        if (planned is not null && official == planned.LedgerNoted.Dates.Of(certification)?.OfficialExpiry)
        {
            official = planned.LedgerBefore.Dates.Of(certification)?.OfficialExpiry;
        }

        return official is { } expiry ? ExpiryRule.ExpiresOn(expiry, context.Policies.ExpiryMargin) : null;
    }

    /// <summary>Whether a certification that the skill stands for has ended by its date.</summary>
    public bool HasEndedFor(SkillId gate) => CertificationsOf(gate).Any(HasEnded);

    /// <summary>Until when all certifications that the skill stands for hold; null where nothing dates them.</summary>
    public Instant? UntilFor(SkillId gate) => CertificationsOf(gate).Min(certification => Until(certification));

    private IEnumerable<CertificationId> CertificationsOf(SkillId gate) =>
        context.Taxonomy.Certifications.Values.Where(certification => context.GateSkillOf(certification) == gate);
}
