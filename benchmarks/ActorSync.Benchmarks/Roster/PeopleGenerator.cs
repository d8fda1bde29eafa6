using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Roster;

/// <summary>Makes people who differ as those of a contact centre do; the same count and taxonomy give the same people.</summary>
/// <remarks>Everybody has two to six skills, and two of three hold one or two certifications, so that a run writes each kind of change.</remarks>
internal sealed class PeopleGenerator(ConfiguredTaxonomy taxonomy)
{
    private const int Seed = 20_301_125;
    private const int FewestSkills = 2;
    private const int MostSkills = 6;
    private const int MostCertifications = 2;
    private const int HighestLevel = 5;

    // A step that shares no factor with the range visits every employee id once, in an order that no listing has.
    private const int Step = 7_368_787;
    private const int Ids = 10_000_000;

    private static readonly DateOnly FirstIssue = new(2020, 1, 1);
    private static readonly DateOnly FirstExpiry = new(2030, 1, 1);
    private static readonly DateOnly LastExpiry = new(2039, 12, 31);

    private static readonly ImmutableArray<string> FirstNames =
    [
        "aoife", "bram", "carla", "dilan", "elena", "fatima", "goran", "hanna", "ines", "jonas", "katarzyna", "liam", "mei", "noah", "olga", "pedro",
    ];

    private static readonly ImmutableArray<string> LastNames =
    [
        "almeida", "brandt", "costa", "dubois", "eriksen", "ferrari", "garcia", "hoffmann", "ivanova", "jansen", "kaya", "lopez", "moreau", "nowak",
    ];

    /// <summary>Returns so many people, each with an id and an address of their own.</summary>
    public ImmutableArray<GeneratedPerson> Make(int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(index => Make(index, random))];
    }

    private GeneratedPerson Make(int index, Random random)
    {
        var id = ((long)index * Step % Ids).ToString("D7", CultureInfo.InvariantCulture);
        var name = $"{FirstNames[random.Next(FirstNames.Length)]}.{LastNames[random.Next(LastNames.Length)]}";
        var skills = Some(taxonomy.Skills, random.Next(FewestSkills, MostSkills + 1), random)
            .ToImmutableSortedDictionary(skill => skill, _ => random.Next(1, HighestLevel + 1), StringComparer.Ordinal);
        var certifications = Some(taxonomy.Certifications, random.Next(MostCertifications + 1), random).Select(each => Certification(each.Name, random));
        return new GeneratedPerson(id, $"{name}.{id}@example.com", skills, [.. certifications.OrderBy(each => each.Name, StringComparer.Ordinal)]);
    }

    private static GeneratedCertification Certification(string name, Random random) => new(
        name,
        random.Next(3) == 0 ? null : FirstIssue.AddDays(random.Next(5 * 365)),
        FirstExpiry.AddDays(random.Next(LastExpiry.DayNumber - FirstExpiry.DayNumber + 1)),
        Renews: random.Next(4) == 0);

    private static ImmutableArray<T> Some<T>(ImmutableArray<T> all, int count, Random random)
    {
        var shuffled = all.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Take(count)];
    }
}
