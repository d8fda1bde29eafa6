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
    private readonly Lazy<TaxonomyLookup> _lookup = new(() => new TaxonomyLookup(Declared, Skills, Certifications));

    private TargetTaxonomy(TargetTaxonomy original)
    {
        (Declared, Skills, Certifications) = (original.Declared, original.Skills, original.Certifications);
        _lookup = new(() => new TaxonomyLookup(Declared, Skills, Certifications)); // Of what the copy will have.
    }

    /// <summary>The declared names by id.</summary>
    public TaxonomyNames Names => _lookup.Value.Names;

    /// <summary>The target's id of a declared skill; false where the target lacks it.</summary>
    public bool TryFind(SkillName name, out SkillId id) => _lookup.Value.Skills.TryGetValue(name.Value, out id);

    /// <summary>The target's id of a declared certification; false where the target lacks it.</summary>
    public bool TryFind(CertificationName name, out CertificationId id) => _lookup.Value.Certifications.TryGetValue(name.Value, out id);

    /// <summary>The declared name of a target's skill, or null when it is not declared.</summary>
    public SkillName? NameOf(SkillId id) => _lookup.Value.SkillNames.TryGetValue(id.Value, out var name) ? name : null;

    /// <summary>The declared name of a target's certification, or null when it is not declared.</summary>
    public CertificationName? NameOf(CertificationId id) => _lookup.Value.CertificationNames.TryGetValue(id.Value, out var name) ? name : null;

    /// <summary>Whether the skill is declared as managed; an unmanaged one never stands in a write.</summary>
    public bool IsManaged(SkillId id) => _lookup.Value.ManagedSkills.Contains(id.Value);

    /// <summary>Whether the certification is declared as managed.</summary>
    public bool IsManaged(CertificationId id) => _lookup.Value.ManagedCertifications.Contains(id.Value);
}
