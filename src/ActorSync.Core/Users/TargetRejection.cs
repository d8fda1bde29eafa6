using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>The items that prove impossible once the target has been read, each with its remedy.</summary>
internal static class TargetRejection
{
    private const string SkillColumn = "skills";
    private const string CertificationColumn = "certifications";

    public static ItemRejection SkillMissing(StatedSkill item) => new(
        item.Row,
        item.Origin,
        SkillColumn,
        "skill-not-on-target",
        $"The skill '{item.Name}' is declared, but the target does not have it. Create it with 'actorsync taxonomy apply'.");

    public static ItemRejection CertificationMissing(StatedCertification item) => new(
        item.Row,
        item.Origin,
        CertificationColumn,
        "certification-not-on-target",
        $"The certification '{item.Name}' is declared, but the target does not have it. Create it with 'actorsync taxonomy apply'.");

    public static ItemRejection GateMissing(StatedCertification item, GatingSkill gate) => new(
        item.Row,
        item.Origin,
        CertificationColumn,
        "gating-skill-not-on-target",
        $"The certification '{item.Name}' is gated by the skill '{gate.Name}', which the target does not have. Create it with 'actorsync taxonomy apply'.");

    public static ItemRejection Undated(StatedCertification item) => new(
        item.Row,
        item.Origin,
        CertificationColumn,
        "certification-undated",
        $"The certification '{item.Name}' is new for this person and has neither an issue date nor an expiry date. State one of them.");
}
