namespace ActorSync.Core.Taxonomy;

/// <summary>A certification declared in the configuration.</summary>
/// <param name="Name">The name, exactly as on the target.</param>
/// <param name="Description">Shown to people, or null.</param>
/// <param name="ValidityInDays">Days from issue to the last valid day; at least 1.</param>
/// <param name="Gate">The gating skill, or null.</param>
/// <param name="Managed">Whether ActorSync may assign and end it.</param>
public sealed record DeclaredCertification(CertificationName Name, string? Description, int ValidityInDays, GatingSkill? Gate, bool Managed);
