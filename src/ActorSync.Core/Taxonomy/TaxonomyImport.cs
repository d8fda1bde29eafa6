using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>Merges what the target lists into what is declared.</summary>
/// <remarks>
/// What is declared wins: validity, gating skill, management, default level. The target adds the names that are not declared, as managed
/// ones, and fills in descriptions and parents. Where a name differs by case only, the target's spelling is taken, here and wherever the
/// name is referred to. Of two names on the target that a configuration could not tell apart, one is imported and a finding says so.
/// </remarks>
public static class TaxonomyImport
{
    /// <summary>Makes the section.</summary>
    /// <param name="declared">What is declared so far.</param>
    /// <param name="skills">All skills of the target; inactive ones are left out.</param>
    /// <param name="certifications">All certifications of the target, or null where they are bare names: then those declared stay as they are.</param>
    public static ImportedTaxonomy Merge(
        DeclaredTaxonomy declared, ImmutableArray<ListedSkill> skills, ImmutableArray<ListedCertification>? certifications)
    {
        ArgumentNullException.ThrowIfNull(declared);

        var findings = ImmutableArray.CreateBuilder<Finding>();
        var active = skills.Where(skill => skill.IsActive).OrderBy(skill => TaxonomyName.Normalise(skill.Name), StringComparer.Ordinal).ThenBy(skill => skill.Id).ToArray();
        var listedSkills = Distinct(active, skill => skill.Name, declared.Skills.Select(skill => skill.Name.Value), "skills", findings);
        var spelling = Spelling(declared.Skills.Select(skill => skill.Name.Value), listedSkills, "skills", findings);
        var names = skills.DistinctBy(skill => skill.Id).ToDictionary(skill => skill.Id, skill => TaxonomyName.Normalise(skill.Name));

        var merged = new SortedDictionary<SkillName, DeclaredSkill>();
        foreach (var (name, listed) in listedSkills)
        {
            merged[new(name)] = new DeclaredSkill(new(name), listed.Description, ParentOf(listed, names, listedSkills, findings), Managed: true, DefaultLevel: null);
        }

        foreach (var skill in declared.Skills)
        {
            var name = new SkillName(spelling(skill.Name.Value));
            var listed = merged.GetValueOrDefault(name);
            merged[name] = skill with
            {
                Name = name,
                Description = skill.Description ?? listed?.Description,
                Parent = skill.Parent is { } parent ? new SkillName(spelling(parent.Value)) : listed?.Parent,
            };
        }

        var section = new DeclaredTaxonomy(merged.Values, Certifications(declared, certifications, spelling, findings).Values);
        return new ImportedTaxonomy(TaxonomySection.Write(section), findings.DrainToImmutable());
    }

    private static SortedDictionary<CertificationName, DeclaredCertification> Certifications(
        DeclaredTaxonomy declared, ImmutableArray<ListedCertification>? listed, Func<string, string> skillSpelling, ImmutableArray<Finding>.Builder findings)
    {
        var merged = new SortedDictionary<CertificationName, DeclaredCertification>();
        var sorted = (listed ?? []).OrderBy(row => TaxonomyName.Normalise(row.Name), StringComparer.Ordinal).ThenBy(row => row.Id).ToArray();
        var distinct = Distinct(sorted, row => row.Name, declared.Certifications.Select(c => c.Name.Value), "certifications", findings);
        foreach (var (name, row) in distinct)
        {
            merged[new(name)] = new DeclaredCertification(new(name), row.Description, row.ValidityInDays, Gate: null, Managed: true);
        }

        var spelling = Spelling(declared.Certifications.Select(c => c.Name.Value), distinct, "certifications", findings);
        foreach (var certification in declared.Certifications)
        {
            var name = new CertificationName(spelling(certification.Name.Value));
            merged[name] = certification with
            {
                Name = name,
                Description = certification.Description ?? merged.GetValueOrDefault(name)?.Description,
                Gate = certification.Gate is { } gate ? gate with { Name = new(skillSpelling(gate.Name.Value)) } : null,
            };
        }

        return merged;
    }

    // A configuration cannot hold two names that differ by case only; a declared spelling is kept before any other.
    private static SortedDictionary<string, T> Distinct<T>(
        IEnumerable<T> rows, Func<T, string> nameOf, IEnumerable<string> declared, string what, ImmutableArray<Finding>.Builder findings)
    {
        var preferred = declared.ToHashSet(StringComparer.Ordinal);
        var distinct = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var alike in rows.Where(row => !string.IsNullOrWhiteSpace(nameOf(row))).GroupBy(row => TaxonomyName.Normalise(nameOf(row)), StringComparer.OrdinalIgnoreCase))
        {
            var chosen = alike.FirstOrDefault(row => preferred.Contains(TaxonomyName.Normalise(nameOf(row)))) ?? alike.First();
            var name = TaxonomyName.Normalise(nameOf(chosen));
            distinct.Add(name, chosen);
            if (alike.Count() > 1)
            {
                findings.Add(new Finding(
                    string.Empty, 0, what, "name-ambiguous", $"The target has {alike.Count()} {what} named '{name}', whatever their case; one was imported. Rename or delete the others there.", FindingSeverity.Warning, name));
            }
        }

        return distinct;
    }

    private static Func<string, string> Spelling<T>(
        IEnumerable<string> declared, SortedDictionary<string, T> listed, string what, ImmutableArray<Finding>.Builder findings)
    {
        var byFold = listed.Keys.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);
        foreach (var name in declared.Where(name => byFold.TryGetValue(name, out var other) && other != name))
        {
            findings.Add(new Finding(
                string.Empty, 0, what, "name-case-differs", $"'{name}' is declared and the target says '{byFold[name]}'; the target's spelling was taken.", FindingSeverity.Notice, name));
        }

        return name => byFold.GetValueOrDefault(name, name);
    }

    private static SkillName? ParentOf(
        ListedSkill skill, Dictionary<SkillId, string> names, SortedDictionary<string, ListedSkill> imported, ImmutableArray<Finding>.Builder findings)
    {
        if (skill.Parent is not { } parent)
        {
            return null;
        }

        if (names.TryGetValue(parent, out var name) && imported.TryGetValue(name, out var row) && row.Id == parent)
        {
            return new SkillName(name);
        }

        findings.Add(new Finding(
            string.Empty, 0, "skills", "parent-left-out", $"The parent of the skill '{skill.Name}' is not active on the target, so it was imported without one. Where it matters, activate the parent there and import again.", FindingSeverity.Notice, skill.Name));
        return null;
    }
}
