using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>A skill as read, before its column has told how its dates are to be read.</summary>
internal readonly record struct SkillDraft(DeclaredSkill Skill, Level? Level, RosterDate From, RosterDate LastDay);
