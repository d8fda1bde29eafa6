using System.Collections.Immutable;

namespace ActorSync.Core.Taxonomy;

/// <summary>The skills and certifications that the configuration declares, unique by name and validated.</summary>
public sealed class DeclaredTaxonomy
{
    private readonly Dictionary<SkillName, DeclaredSkill> _skills;
    private readonly Dictionary<CertificationName, DeclaredCertification> _certifications;

    /// <summary>Keeps the declarations sorted by name; names must be unique.</summary>
    public DeclaredTaxonomy(IEnumerable<DeclaredSkill> skills, IEnumerable<DeclaredCertification> certifications)
    {
        Skills = [.. skills.OrderBy(skill => skill.Name)];
        Certifications = [.. certifications.OrderBy(certification => certification.Name)];
        _skills = Skills.ToDictionary(skill => skill.Name);
        _certifications = Certifications.ToDictionary(certification => certification.Name);
        GatingSkills = [.. Certifications.Where(c => c.Managed && c.Gate is not null).Select(c => c.Gate!.Name)];
    }

    /// <summary>The declared skills, sorted by name.</summary>
    public ImmutableArray<DeclaredSkill> Skills { get; }

    /// <summary>The declared certifications, sorted by name.</summary>
    public ImmutableArray<DeclaredCertification> Certifications { get; }

    /// <summary>The names of the skills that gate a managed certification.</summary>
    public ImmutableHashSet<SkillName> GatingSkills { get; }

    /// <summary>The declaration of a skill, or null.</summary>
    public DeclaredSkill? Find(SkillName name) => _skills.GetValueOrDefault(name);

    /// <summary>The declaration of a certification, or null.</summary>
    public DeclaredCertification? Find(CertificationName name) => _certifications.GetValueOrDefault(name);
}
