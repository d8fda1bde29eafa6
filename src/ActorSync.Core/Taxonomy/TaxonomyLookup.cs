using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ActorSync.Core.Taxonomy;

/// <summary>What each decision asks of the taxonomy several times for each value: names to ids, ids to names, and what is managed.</summary>
/// <remarks>By the texts themselves, for which the frozen collections have ways of their own; a run builds it once.</remarks>
internal sealed class TaxonomyLookup(
    DeclaredTaxonomy declared,
    ImmutableSortedDictionary<SkillName, SkillId> skills,
    ImmutableSortedDictionary<CertificationName, CertificationId> certifications)
{
    /// <summary>The declared names by id.</summary>
    public TaxonomyNames Names { get; } = new(
        skills.ToImmutableDictionary(pair => pair.Value, pair => pair.Key),
        certifications.ToImmutableDictionary(pair => pair.Value, pair => pair.Key));

    /// <summary>Ids of skills by name.</summary>
    public FrozenDictionary<string, SkillId> Skills { get; } =
        skills.ToFrozenDictionary(pair => pair.Key.Value, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Names of skills by id.</summary>
    public FrozenDictionary<string, SkillName> SkillNames { get; } =
        skills.ToFrozenDictionary(pair => pair.Value.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Ids of the skills that are declared as managed.</summary>
    public FrozenSet<string> ManagedSkills { get; } =
        skills.Where(pair => declared.Find(pair.Key)!.Managed).Select(pair => pair.Value.Value).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Ids of certifications by name.</summary>
    public FrozenDictionary<string, CertificationId> Certifications { get; } =
        certifications.ToFrozenDictionary(pair => pair.Key.Value, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Names of certifications by id.</summary>
    public FrozenDictionary<string, CertificationName> CertificationNames { get; } =
        certifications.ToFrozenDictionary(pair => pair.Value.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Ids of the certifications that are declared as managed.</summary>
    public FrozenSet<string> ManagedCertifications { get; } =
        certifications.Where(pair => declared.Find(pair.Key)!.Managed).Select(pair => pair.Value.Value).ToFrozenSet(StringComparer.Ordinal);
}
