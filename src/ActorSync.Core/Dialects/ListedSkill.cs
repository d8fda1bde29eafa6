using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Dialects;

/// <summary>A skill as the target lists it.</summary>
public sealed record ListedSkill(SkillId Id, string Name, string? Description, SkillId? Parent, bool IsActive);
