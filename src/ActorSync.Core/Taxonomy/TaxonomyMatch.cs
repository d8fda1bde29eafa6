using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>The declared names found on the target: exact after trimming and NFC, active ones only, and never one of two.</summary>
/// <param name="Taxonomy">The names resolved to ids.</param>
/// <param name="Findings">What is lacking, ambiguous or spelled otherwise, and what to do about it, in the order of the names.</param>
public sealed record TaxonomyMatch(TargetTaxonomy Taxonomy, ImmutableArray<Finding> Findings)
{
    /// <summary>Matches the declarations with what the target lists.</summary>
    /// <param name="declared">The declarations.</param>
    /// <param name="skills">All skills of the target.</param>
    /// <param name="certifications">All certifications of the target, or null where they are bare names: then each declared one is its own id.</param>
    public static TaxonomyMatch Between(
        DeclaredTaxonomy declared, ImmutableArray<ListedSkill> skills, ImmutableArray<ListedCertification>? certifications)
    {
        ArgumentNullException.ThrowIfNull(declared);

        var findings = ImmutableArray.CreateBuilder<Finding>();
        var active = new ListedNames<ListedSkill>(skills.Where(skill => skill.IsActive), skill => skill.Name);
        var inactive = new ListedNames<ListedSkill>(skills.Where(skill => !skill.IsActive), skill => skill.Name);
        var skillIds = ImmutableSortedDictionary.CreateBuilder<SkillName, SkillId>();
        foreach (var name in declared.Skills.Select(skill => skill.Name))
        {
            if (active.Only(name.Value) is { } skill)
            {
                skillIds.Add(name, skill.Id);
            }
            else
            {
                findings.Add(Lacking("skill", name.Value, active, inactive.Count(name.Value) > 0));
            }
        }

        var certificationIds = ImmutableSortedDictionary.CreateBuilder<CertificationName, CertificationId>();
        var listed = certifications is { } rows ? new ListedNames<ListedCertification>(rows, certification => certification.Name) : null;
        foreach (var name in declared.Certifications.Select(certification => certification.Name))
        {
            if (listed is null)
            {
                certificationIds.Add(name, new CertificationId(name.Value));
            }
            else if (listed.Only(name.Value) is { } certification)
            {
                certificationIds.Add(name, certification.Id);
            }
            else
            {
                findings.Add(Lacking("certification", name.Value, listed, isInactive: false));
            }
        }

        return new(new TargetTaxonomy(declared, skillIds.ToImmutable(), certificationIds.ToImmutable()), findings.DrainToImmutable());
    }

    private static Finding Lacking<T>(string kind, string name, ListedNames<T> index, bool isInactive)
        where T : class
    {
        var (rule, message) = (index.Count(name), index.OtherSpelling(name)) switch
        {
            ( > 1, _) => ("ambiguous", $"The target has {index.Count(name)} active {kind}s named '{name}', and none of them is guessed. Rename or delete all but one there."),
            (_, { } other) => ("case-differs", $"The target has no {kind} '{name}' but '{other}'. Write '{other}' in Taxonomy, or rename it there."),
            _ when isInactive => ("not-on-target", $"The target has the {kind} '{name}', but not active. Activate it there, or create it anew with: actorsync taxonomy apply"),
            _ => ("not-on-target", $"The target lacks the declared {kind} '{name}'. Create it with: actorsync taxonomy apply"),
        };
        return new Finding(string.Empty, 0, $"{kind}s", $"{kind}-{rule}", message, FindingSeverity.Warning, name);
    }
}
