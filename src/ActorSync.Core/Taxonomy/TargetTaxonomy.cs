using System.Collections.Immutable;

namespace ActorSync.Core.Taxonomy;

/// <summary>The declared names resolved to the target's ids, once per run.</summary>
/// <param name="Declared">The declarations.</param>
/// <param name="Skills">Ids of the declared skills that the target has (exact name, active, unambiguous).</param>
/// <param name="Certifications">Ids of the declared certifications that the target has; where certifications are bare names, all of them.</param>
public sealed record TargetTaxonomy(
    DeclaredTaxonomy Declared,
    ImmutableSortedDictionary<SkillName, SkillId> Skills,
    ImmutableSortedDictionary<CertificationName, CertificationId> Certifications)
{
    private readonly Lazy<TaxonomyNames> _names = new(() => new(
        Skills.ToImmutableDictionary(pair => pair.Value, pair => pair.Key),
        Certifications.ToImmutableDictionary(pair => pair.Value, pair => pair.Key)));

    /// <summary>The declared names by id.</summary>
    public TaxonomyNames Names => _names.Value;

    /// <summary>The declared name of a target's skill, or null when it is not declared.</summary>
    public SkillName? NameOf(SkillId id) => Names.Skills.TryGetValue(id, out var name) ? name : null;

    /// <summary>The declared name of a target's certification, or null when it is not declared.</summary>
    public CertificationName? NameOf(CertificationId id) => Names.Certifications.TryGetValue(id, out var name) ? name : null;

    /// <summary>Whether the skill is declared as managed; an unmanaged one never stands in a write.</summary>
    public bool IsManaged(SkillId id) => NameOf(id) is { } name && Declared.Find(name)!.Managed;

    /// <summary>Whether the certification is declared as managed.</summary>
    public bool IsManaged(CertificationId id) => NameOf(id) is { } name && Declared.Find(name)!.Managed;
}
