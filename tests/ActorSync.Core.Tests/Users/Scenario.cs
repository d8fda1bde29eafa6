using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Users;

/// <summary>One random situation in which a decision is made.</summary>
internal sealed record Scenario(RosterPerson? Person, ObservedUser User, AgentLedger Ledger, PlanningContext Context)
{
    public AgentDecision Decide() => AgentPlanner.Decide(Person, User, Ledger, Context, Given.Now);

    public bool IsNamed => !Context.Capabilities.CertificationsAreDated;

    /// <summary>Everything that makes the situation, for the message of a failed property.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        $"named={IsNamed} policies={Context.Policies} suspend={Context.SuspendSkillRemoval}/{Context.SuspendCertificationRemoval}",
        Person is null ? "absent" : $"status={Person.Status} rejectedRow={Person.HasRejectedRow}",
        $"skills={Person?.Skills.Statement} unknown={Person?.Skills.HasUnknownName} untouched={Join<SkillName>(Person?.Skills.Untouched)} items={Join<StatedSkill>(Person?.Skills.Items)}",
        $"certifications={Person?.Certifications.Statement} untouched={Join<CertificationName>(Person?.Certifications.Untouched)} items={Join<StatedCertification>(Person?.Certifications.Items)}",
        $"held skills={User.Skills} certifications={User.Certifications} state={User.State}",
        $"owned={Join(Ledger.Skills)} {Join(Ledger.Certifications)}",
        $"dates={Join(Ledger.Dates)} {Join(Ledger.Dates.SelectMany(dates => dates.Renewals))}",
        $"scheduled={Join(Ledger.Scheduled)}",
        $"decided={Join(Decide().Operations)}");

    private static string Join<T>(IEnumerable<T>? items) => $"[{string.Join("; ", items ?? [])}]";
}
