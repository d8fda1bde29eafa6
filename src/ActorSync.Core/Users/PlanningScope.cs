using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Which values a run may write on a target, from the declarations and the target's capabilities.</summary>
internal static class PlanningScope
{
    /// <summary>Whether certifications are bare names on the target, so that gating skills stand for their validity.</summary>
    public static bool HasGates(this PlanningContext context) => !context.Capabilities.CertificationsAreDated;

    /// <summary>Whether the source may state the skill: it is managed, and no certification uses it as its gate here.</summary>
    public static bool MaySpeakOf(this PlanningContext context, SkillId skill) =>
        context.Taxonomy.IsManaged(skill) && !context.IsGate(skill);

    /// <summary>Whether the skill stands for a certification on this target.</summary>
    public static bool IsGate(this PlanningContext context, SkillId skill) =>
        context.HasGates()
        && context.Taxonomy.NameOf(skill) is { } name
        && context.Taxonomy.Declared.GatingSkills.Contains(name);

    /// <summary>The gate of a certification on this target, or null where it needs none.</summary>
    public static GatingSkill? GateOf(this PlanningContext context, CertificationId certification) =>
        context.HasGates() && context.Taxonomy.NameOf(certification) is { } name
            ? context.Taxonomy.Declared.Find(name)!.Gate
            : null;

    /// <summary>The target's id of a gate; false when the target lacks the skill or the skill is not managed.</summary>
    public static bool TryResolve(this PlanningContext context, GatingSkill gate, out SkillId skill) =>
        context.Taxonomy.TryFind(gate.Name, out skill) && context.Taxonomy.IsManaged(skill);

    /// <summary>How many managed assignments a user holds at <paramref name="now"/>; certifications that have ended do not count.</summary>
    public static int ManagedHeld(this PlanningContext context, ObservedUser observed, Instant now)
    {
        var held = 0;
        foreach (var (skill, _) in observed.Skills ?? Holdings<SkillId, Level>.Empty)
        {
            held += context.Taxonomy.IsManaged(skill) ? 1 : 0;
        }

        foreach (var (certification, value) in observed.Certifications ?? Holdings<CertificationId, HeldCertification>.Empty)
        {
            held += context.Taxonomy.IsManaged(certification) && !value.HasEndedAt(now) ? 1 : 0;
        }

        return held;
    }
}
