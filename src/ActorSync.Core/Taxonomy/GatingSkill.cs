namespace ActorSync.Core.Taxonomy;

/// <summary>The skill that stands for a valid certification on a target whose routing cannot read certifications.</summary>
public sealed record GatingSkill(SkillName Name, Level Level);
