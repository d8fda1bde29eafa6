using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Sandbox.Seeding;

/// <summary>Makes a seed of the people of a source file as they were some time ago, the same one for the same file.</summary>
/// <remarks>
/// About a third are as the file has them. Of the others some levels are older, some managed skills are missing, and some
/// certifications are missing, older or about to end; superfluous managed skills and certifications stay below a twentieth of all
/// that is held, so that no guard against mass removal holds the first run. Some people have skills and certifications by hand
/// that no taxonomy manages.
/// </remarks>
public static class AgedSeed
{
    private const int MaxQueues = 5;
    private const int ValidityByHand = 730;

    private static readonly ImmutableArray<string> HandGiven = ["VIP Desk", "Floor Walker"];
    private static readonly ImmutableArray<string> HandCertified = ["First Aid", "Fire Warden"];

    /// <exception cref="ArgumentException">A person holds a certification that the taxonomy does not declare.</exception>
    public static SandboxSeed From(IEnumerable<SeedPerson> people, SeedTaxonomy taxonomy, SandboxDialect dialect, Instant now)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(taxonomy);
        var declared = InOrder(taxonomy.Skills);
        var handGiven = HandGiven.Where(name => !declared.Any(skill => skill.Name.Equals(name, StringComparison.OrdinalIgnoreCase))).ToImmutableArray();
        var handCertified = HandCertified
            .Where(name => !taxonomy.Certifications.Any(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .Select(name => new SeedCertification(name, ValidityByHand) { Description = "Given by supervisors" })
            .ToImmutableArray();
        var ageing = new Ageing(taxonomy, handGiven, handCertified, dialect, now);
        return new SandboxSeed
        {
            Skills =
            [
                .. declared.Select(skill => new SeedSkill(skill.Name) { Description = skill.Description, Parent = skill.Parent }),
                .. handGiven.Select(name => new SeedSkill(name) { Description = "Given by supervisors" }),
            ],
            Certifications =
            [
                .. taxonomy.Certifications.Select(each => new SeedCertification(each.Name, each.ValidityInDays) { Description = each.Description }),
                .. handCertified,
            ],
            Users = [.. people.Select(ageing.Age)],
            Queues =
            [
                .. taxonomy.Skills.Where(skill => skill.Managed).Take(MaxQueues).Select((skill, index) => new SeedQueue($"{skill.Name} queue")
                {
                    RequiredSkills = [new SeedHeldSkill(skill.Name, 2)],
                    RequiredCertifications = index < taxonomy.Certifications.Length ? [taxonomy.Certifications[index].Name] : [],
                }),
            ],
        };
    }

    /// <summary>Puts parents before their children; a parent that is not declared is left out, and so is what would be its own ancestor.</summary>
    private static ImmutableArray<SeedTaxonomySkill> InOrder(ImmutableArray<SeedTaxonomySkill> skills)
    {
        var placed = ImmutableArray.CreateBuilder<SeedTaxonomySkill>();
        var names = skills.Select(skill => skill.Name).ToHashSet(StringComparer.Ordinal);
        var waiting = skills.Select(skill => skill.Parent is not null && names.Contains(skill.Parent) ? skill : skill with { Parent = null }).ToList();
        var there = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var ready = waiting.FindAll(skill => skill.Parent is null || there.Contains(skill.Parent));
            if (ready.Count == 0)
            {
                ready = waiting.ConvertAll(skill => skill with { Parent = null });
            }

            placed.AddRange(ready);
            there.UnionWith(ready.Select(skill => skill.Name));
            waiting.RemoveAll(skill => there.Contains(skill.Name));
        }

        return placed.ToImmutable();
    }
}
