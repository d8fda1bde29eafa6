using System.Collections.Immutable;

namespace ActorSync.Core.Taxonomy;

/// <summary>What must hold among declared skills and certifications before they may be used.</summary>
public static class TaxonomyRules
{
    /// <summary>Every flaw, skills first, each list in the order in which it was declared.</summary>
    public static ImmutableArray<TaxonomyFlaw> Check(
        IReadOnlyList<DeclaredSkill> skills, IReadOnlyList<DeclaredCertification> certifications, LevelScale scale)
    {
        ArgumentNullException.ThrowIfNull(skills);
        ArgumentNullException.ThrowIfNull(certifications);

        return
        [
            .. Names(TaxonomyList.Skills, "skill", [.. skills.Select(skill => skill.Name.Value)]),
            .. Parents(skills),
            .. DefaultLevels(skills, scale),
            .. Names(TaxonomyList.Certifications, "certification", [.. certifications.Select(certification => certification.Name.Value)]),
            .. Gates(skills, certifications, scale),
        ];
    }

    private static IEnumerable<TaxonomyFlaw> Names(TaxonomyList list, string noun, IReadOnlyList<string> names)
    {
        // The target compares names without case, so two declarations that differ by case only would be one there.
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

        for (var index = 0; index < names.Count; index++)
        {
            var name = names[index];
            if (seen.TryAdd(name, name))
            {
                continue;
            }

            var what = seen[name] == name
                ? $"the {noun} '{name}' is declared twice"
                : $"the {noun} '{name}' differs from '{seen[name]}' by case only";
            yield return new TaxonomyFlaw(list, index, "name", what, "a name that no other declaration has, whatever its case");
        }
    }

    private static IEnumerable<TaxonomyFlaw> Parents(IReadOnlyList<DeclaredSkill> skills)
    {
        var parents = skills.DistinctBy(skill => skill.Name).ToDictionary(skill => skill.Name, skill => skill.Parent);

        for (var index = 0; index < skills.Count; index++)
        {
            if (skills[index].Parent is not { } parent)
            {
                continue;
            }

            if (!parents.ContainsKey(parent))
            {
                yield return new TaxonomyFlaw(
                    TaxonomyList.Skills, index, "parent", $"the parent '{parent}' of the skill '{skills[index].Name}' is not declared",
                    "the exact name of a declared skill", SpelledOtherwise(parent, skills));
            }
            else if (CycleFrom(skills[index].Name, parents) is { } cycle)
            {
                yield return new TaxonomyFlaw(
                    TaxonomyList.Skills, index, "parent", $"the parents go round in a circle: {string.Join(" -> ", cycle)}",
                    "parents that end at a skill without one");
            }
        }
    }

    private static List<SkillName>? CycleFrom(SkillName start, Dictionary<SkillName, SkillName?> parents)
    {
        var path = new List<SkillName> { start };
        var visited = new HashSet<SkillName> { start };

        for (var next = parents[start]; next is { } name; next = parents.GetValueOrDefault(name))
        {
            path.Add(name);
            if (name == start)
            {
                return path;
            }

            if (!visited.Add(name))
            {
                return null; // A circle further up, which is told of the skills that stand in it.
            }
        }

        return null;
    }

    private static IEnumerable<TaxonomyFlaw> DefaultLevels(IReadOnlyList<DeclaredSkill> skills, LevelScale scale)
    {
        for (var index = 0; index < skills.Count; index++)
        {
            if (skills[index].DefaultLevel is { } level && !Allows(scale, level))
            {
                yield return new TaxonomyFlaw(
                    TaxonomyList.Skills, index, "defaultLevel",
                    $"{level} is no level of this dialect (skill '{skills[index].Name}')", AllowedLevels(scale));
            }
        }
    }

    private static IEnumerable<TaxonomyFlaw> Gates(
        IReadOnlyList<DeclaredSkill> skills, IReadOnlyList<DeclaredCertification> certifications, LevelScale scale)
    {
        var declared = skills.DistinctBy(skill => skill.Name).ToDictionary(skill => skill.Name);
        var servedBy = new Dictionary<SkillName, CertificationName>();

        for (var index = 0; index < certifications.Count; index++)
        {
            if (certifications[index].Gate is not { } gate)
            {
                continue;
            }

            var certification = certifications[index].Name;

            TaxonomyFlaw Flaw(string member, string what, string allowed, string? nearest = null) =>
                new(TaxonomyList.Certifications, index, member, what, allowed, nearest);

            if (!declared.TryGetValue(gate.Name, out var skill))
            {
                yield return Flaw(
                    "gatingSkill:name", $"the gating skill '{gate.Name}' of '{certification}' is not declared among the skills",
                    "the exact name of a declared, managed skill", SpelledOtherwise(gate.Name, skills));
            }
            else if (!skill.Managed)
            {
                yield return Flaw(
                    "gatingSkill:name", $"the gating skill '{gate.Name}' of '{certification}' is declared as unmanaged, so it could never be given or removed",
                    "a declared skill whose 'managed' is true");
            }

            if (!servedBy.TryAdd(gate.Name, certification))
            {
                yield return Flaw(
                    "gatingSkill:name", $"the gating skill '{gate.Name}' serves both '{servedBy[gate.Name]}' and '{certification}', so neither could end alone",
                    "a gating skill of its own for each certification");
            }

            if (!Allows(scale, gate.Level))
            {
                yield return Flaw(
                    "gatingSkill:level", $"{gate.Level} is no level of this dialect (gating skill '{gate.Name}' of '{certification}')",
                    AllowedLevels(scale));
            }
        }
    }

    private static string? SpelledOtherwise(SkillName meant, IReadOnlyList<DeclaredSkill> skills) =>
        skills.Select(skill => skill.Name.Value).FirstOrDefault(name => string.Equals(name, meant.Value, StringComparison.OrdinalIgnoreCase));

    private static bool Allows(LevelScale scale, Level level) => scale switch
    {
        LevelScale.IntegersOneToFive => level.Value is >= 1m and <= 5m && decimal.IsInteger(level.Value),
        LevelScale.DecimalsZeroToFive => level.Value is > 0m and <= 5m,
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Unknown level scale."),
    };

    private static string AllowedLevels(LevelScale scale) =>
        scale == LevelScale.IntegersOneToFive ? "an integer from 1 to 5" : "a decimal above 0 up to 5";
}
