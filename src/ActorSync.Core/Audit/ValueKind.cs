namespace ActorSync.Core.Audit;

/// <summary>What kind of value of an agent changes. The numbers are stored in exported logs' names and never change.</summary>
public enum ValueKind
{
    /// <summary>A skill, whose value is its level.</summary>
    Skill,

    /// <summary>A certification, whose value is its dates.</summary>
    Certification,
}
