using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Sandbox.Seeding;
using NodaTime;

namespace ActorSync.Sandbox.Tests;

/// <summary>The seeds that the tests start from.</summary>
internal static class Seeds
{
    private static readonly Instant Issued = Instant.FromUtc(2030, 1, 15, 0, 0);
    private static readonly Instant Expires = Instant.FromUtc(2032, 1, 15, 0, 0) - Duration.FromMilliseconds(1);

    /// <summary>Four people, one of them inactive and one deleted.</summary>
    public static SandboxSeed Small { get; } = new()
    {
        Skills =
        [
            new SeedSkill("Billing") { Description = "Invoices" },
            new SeedSkill("Billing_L2") { Parent = "Billing" },
            new SeedSkill("Spanish"),
            new SeedSkill("Unused"),
        ],
        Certifications = [new SeedCertification("PCI_DSS", 730), new SeedCertification("Privacy", 365)],
        Users =
        [
            new SeedUser("0001", "ana@example.com", "Ana López")
            {
                Manager = "0002",
                Division = "North",
                Skills = [new("Billing", 3), new("Spanish", 5)],
                Certifications = [new("PCI_DSS", Issued, Expires)],
            },
            new SeedUser("0002", "bo@example.com", "Bo Li") { Skills = [new("Billing", 1)] },
            new SeedUser("0003", "cy@example.com", "Cy Roe") { State = "inactive", Skills = [new("Spanish", 2)] },
            new SeedUser("0004", "di@example.com", "Di Poe") { State = "deleted", Skills = [new("Unused", 2)] },
        ],
        Queues = [new SeedQueue("Invoices") { RequiredSkills = [new("Billing", 2)], RequiredCertifications = ["PCI_DSS"] }],
        SkillGroups = [new SeedSkillGroup("Billers", ["Billing"])],
        Flows = [new SeedFlow("Main line", ["Billing", "Spanish"])],
    };

    /// <summary>So many active and inactive users, each with the skills <c>S0</c> to <c>S4</c>.</summary>
    public static SandboxSeed Crowd(int active, int inactive = 0)
    {
        ImmutableArray<SeedHeldSkill> held = [.. Enumerable.Range(0, 5).Select(number => new SeedHeldSkill($"S{number}", 1 + (number % 5)))];
        return new SandboxSeed
        {
            Skills = [.. held.Select(each => new SeedSkill(each.Name))],
            Users = [.. Enumerable.Range(0, active + inactive).Select(number =>
            {
                var id = number.ToString("D6", CultureInfo.InvariantCulture);
                return new SeedUser(id, $"{id}@example.com", $"Agent {id}") { State = number < active ? "active" : "inactive", Skills = held };
            })],
        };
    }
}
