using ActorSync.Core.Certifications;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Which of a person's certifications have ended by another statement than that of the run which is taken back.</summary>
/// <param name="changes">What the run did. Where its plan is gone, everything that is known of dates counts.</param>
/// <param name="ledger">What is remembered of the user now.</param>
/// <param name="context">The policies in force.</param>
/// <param name="now">The instant of the decision.</param>
internal sealed class UndoDates(UserChanges changes, AgentLedger ledger, PlanningContext context, Instant now)
{
    /// <summary>Whether the certification has ended by its date, or was ended early after the run had written it last.</summary>
    public bool HasEnded(CertificationId certification) => Until(certification) <= now || WasEndedSince(certification);

    /// <summary>The last instant at which the certification holds; null where nothing dates it.</summary>
    public Instant? Until(CertificationId certification)
    {
        var official = ledger.Dates.Of(certification)?.OfficialExpiry;

        // What the run itself noted is what is being taken back; what a later file stated is not.
        if (changes.Planned is { } planned && official == planned.LedgerNoted.Dates.Of(certification)?.OfficialExpiry)
        {
            official = planned.LedgerBefore.Dates.Of(certification)?.OfficialExpiry;
        }

        return official is { } expiry ? ExpiryRule.ExpiresOn(expiry, context.Policies.ExpiryMargin) : null;
    }

    /// <summary>The same of any certification that the skill stands for.</summary>
    public bool HasEndedFor(SkillId gate) => CertificationsOf(gate).Any(HasEnded);

    /// <summary>Until when all certifications that the skill stands for hold; null where nothing dates them.</summary>
    public Instant? UntilFor(SkillId gate) => CertificationsOf(gate).Min(certification => Until(certification));

    // The run's own ending is what is being taken back, and was noted when it was settled; a later one has another reason.
    private bool WasEndedSince(CertificationId certification)
    {
        var gate = context.GateSkillOf(certification);
        var written = changes.Writes.LastOrDefault(write => write.Operations.Any(IsOfIt))?.At;
        return ledger.Dates.Of(certification)?.EndedAt > written;

        bool IsOfIt(Operation operation) => operation switch
        {
            Operation.GrantSkill grant => grant.Skill == gate,
            Operation.RateSkill rate => rate.Skill == gate,
            Operation.RevokeSkill revoke => revoke.Skill == gate,
            Operation.SetCertification set => set.Certification == certification,
            Operation.EndCertification end => end.Certification == certification,
            _ => false,
        };
    }

    private IEnumerable<CertificationId> CertificationsOf(SkillId gate) =>
        context.Taxonomy.Certifications.Values.Where(certification => context.GateSkillOf(certification) == gate);
}
