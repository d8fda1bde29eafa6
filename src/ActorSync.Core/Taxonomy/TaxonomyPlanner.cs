using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>Finds what is declared and missing on the target; planning again after everything was created finds nothing.</summary>
public static class TaxonomyPlanner
{
    /// <summary>Plans the creations, parents before children.</summary>
    /// <param name="declared">The declarations.</param>
    /// <param name="skills">All skills of the target.</param>
    /// <param name="certifications">All certifications of the target, or null where they are bare names, which need nothing.</param>
    /// <param name="parentsMatter">Whether the target keeps a skill's parent: a child then waits for a parent that cannot be created.</param>
    public static TaxonomyPlan Plan(
        DeclaredTaxonomy declared, ImmutableArray<ListedSkill> skills, ImmutableArray<ListedCertification>? certifications, bool parentsMatter)
    {
        var match = TaxonomyMatch.Between(declared, skills, certifications);
        var obstacles = match.Findings.Where(finding => !finding.Rule.EndsWith("-not-on-target", StringComparison.Ordinal)).ToList();
        var blocked = obstacles.Where(finding => finding.Column == "skills").Select(finding => new SkillName(finding.Raw!)).ToHashSet();
        var blockedCertifications = obstacles.Where(finding => finding.Column == "certifications").Select(finding => new CertificationName(finding.Raw!)).ToHashSet();

        var steps = ImmutableArray.CreateBuilder<TaxonomyStep>();
        foreach (var skill in ParentsFirst(declared))
        {
            if (match.Taxonomy.Skills.ContainsKey(skill.Name) || blocked.Contains(skill.Name))
            {
                continue;
            }

            if (parentsMatter && skill.Parent is { } parent && blocked.Contains(parent))
            {
                blocked.Add(skill.Name);
                obstacles.Add(new Finding(
                    string.Empty, 0, "skills", "skill-parent-lacking", $"The skill '{skill.Name}' cannot be created before its parent '{parent}'. Do first what is said of that one.", FindingSeverity.Warning, skill.Name.Value));
                continue;
            }

            steps.Add(new TaxonomyStep.CreateSkill(skill));
        }

        steps.AddRange(
            declared.Certifications
                .Where(certification => !match.Taxonomy.Certifications.ContainsKey(certification.Name) && !blockedCertifications.Contains(certification.Name))
                .Select(certification => new TaxonomyStep.CreateCertification(certification)));
        return new(steps.DrainToImmutable(), [.. obstacles]);
    }

    // By depth, then by name: a parent is less deep than its children. The declarations are known to be free of circles; the bound
    // makes this end whatever they are.
    private static IEnumerable<DeclaredSkill> ParentsFirst(DeclaredTaxonomy declared) =>
        declared.Skills.OrderBy(skill => Depth(declared, skill)).ThenBy(skill => skill.Name);

    private static int Depth(DeclaredTaxonomy declared, DeclaredSkill skill)
    {
        var depth = 0;
        for (var at = skill; at.Parent is { } parent && declared.Find(parent) is { } above && depth < declared.Skills.Length; at = above)
        {
            depth++;
        }

        return depth;
    }
}
