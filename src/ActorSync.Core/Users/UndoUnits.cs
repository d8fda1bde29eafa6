using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>What is taken back together or not at all: a certification goes with its gate.</summary>
internal static class UndoUnits
{
    /// <summary>The unit of a skill.</summary>
    public static string Of(SkillId skill) => $"skill {skill}";

    /// <summary>The unit of a certification.</summary>
    public static string Of(CertificationId certification, PlanningContext context) =>
        context.GateSkillOf(certification) is { } gate ? Of(gate) : $"certification {certification}";

    /// <summary>The skill that stands for the certification on this target, or null.</summary>
    public static SkillId? GateSkillOf(this PlanningContext context, CertificationId certification) =>
        context.GateOf(certification) is { } gate && context.TryResolve(gate, out var skill) ? skill : null;
}
