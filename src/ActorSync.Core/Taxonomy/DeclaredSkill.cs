namespace ActorSync.Core.Taxonomy;

/// <summary>A skill declared in the configuration.</summary>
/// <param name="Name">The name, exactly as on the target.</param>
/// <param name="Description">Shown to people, or null.</param>
/// <param name="Parent">The parent skill, or null.</param>
/// <param name="Managed">Whether ActorSync may assign and remove it.</param>
/// <param name="DefaultLevel">The level where a source states none, or null.</param>
public sealed record DeclaredSkill(SkillName Name, string? Description, SkillName? Parent, bool Managed, Level? DefaultLevel);
