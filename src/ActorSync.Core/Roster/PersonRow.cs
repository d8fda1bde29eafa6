using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>One readable row of a person sheet; null and not-stated members say nothing.</summary>
internal sealed record PersonRow(
    RowRef Row,
    string? Email,
    EmploymentStatus? Status,
    ListDraft<SkillDraft, SkillName> Skills,
    ListDraft<CertificationDraft, CertificationName> Certifications);
