using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Target;

/// <summary>The contract's lower bounds, worked out from the target's own states and nothing that the client says.</summary>
internal static class FewestRequests
{
    private const int ItemsOfABulk = 50;
    private const int RowsOfAPage = 500;
    private const int HoldersOfAPage = 100;

    /// <summary>The fewest writes, without PUT, that lead from one state to the other.</summary>
    public static long Writes(string dialect, TargetState before, TargetState after) =>
        after.Users.Values.Sum(user => dialect == "guide" ? GuideWrites(before.Users[user.EmployeeId], user) : GenesysWrites(before.Users[user.EmployeeId], user));

    /// <summary>The fewest reads that show everybody.</summary>
    public static long Reads(string dialect, TargetState before, ConfiguredTaxonomy taxonomy)
    {
        var users = Pages(before.Users.Count, RowsOfAPage);
        var skills = Pages(before.Skills, RowsOfAPage);
        if (dialect != "guide")
        {
            // Active users, and one page that says that nobody is inactive.
            return users + 1 + skills;
        }

        var people = before.Users.Count;
        var skillHolders = before.Users.Values.SelectMany(user => user.Skills.Keys).CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        var certificationHolders = before.Users.Values.SelectMany(user => user.Certifications.Keys).CountBy(name => name).ToDictionary(StringComparer.Ordinal);
        var gates = taxonomy.Certifications.Select(each => each.Gate).OfType<string>();
        return users
            + skills
            + Pages(before.Certifications, RowsOfAPage)
            + Math.Min(taxonomy.Skills.Union(gates).Sum(name => Pages(skillHolders.GetValueOrDefault(name), HoldersOfAPage)), people)
            + Math.Min(taxonomy.Certifications.Sum(each => Pages(certificationHolders.GetValueOrDefault(each.Name), HoldersOfAPage)), people);
    }

    private static long GuideWrites(TargetUser before, TargetUser after) =>
        Ceiling(Given(before, after) + Taken(before, after), ItemsOfABulk)
        + Ceiling(
            after.Certifications.Count(each => !before.Certifications.TryGetValue(each.Key, out var held) || held != each.Value), ItemsOfABulk);

    private static long GenesysWrites(TargetUser before, TargetUser after) =>
        Ceiling(Given(before, after), ItemsOfABulk)
        + Taken(before, after)
        + (before.Certifications.Keys.SequenceEqual(after.Certifications.Keys, StringComparer.Ordinal) ? 0 : 1);

    private static int Given(TargetUser before, TargetUser after) =>
        after.Skills.Count(skill => !before.Skills.TryGetValue(skill.Key, out var level) || level != skill.Value);

    private static int Taken(TargetUser before, TargetUser after) => before.Skills.Keys.Count(name => !after.Skills.ContainsKey(name));

    private static long Pages(int rows, int size) => Math.Max(1, Ceiling(rows, size));

    private static long Ceiling(int count, int size) => (count + size - 1) / size;
}
