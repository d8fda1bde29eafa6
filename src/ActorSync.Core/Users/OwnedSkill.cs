using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Users;

/// <summary>A skill that ActorSync added for a source, with the level it wrote last; another level on the target means that somebody edited it since.</summary>
public readonly record struct OwnedSkill(SourceName Source, SkillId Skill, Level Written);
