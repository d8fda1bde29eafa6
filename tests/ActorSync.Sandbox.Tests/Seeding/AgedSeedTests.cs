using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Sandbox.Seeding;
using NodaTime;

namespace ActorSync.Sandbox.Tests.Seeding;

public sealed class AgedSeedTests
{
    private static readonly Instant Now = Instant.FromUtc(2030, 3, 4, 12, 0);

    private static readonly SeedTaxonomy Taxonomy = new(
        [
            new SeedTaxonomySkill("Billing"), new SeedTaxonomySkill("Billing_L2") { Parent = "Billing" }, new SeedTaxonomySkill("Spanish"),
            new SeedTaxonomySkill("French"), new SeedTaxonomySkill("PCI_Gate"), new SeedTaxonomySkill("Local") { Managed = false },
        ],
        [new SeedTaxonomyCertification("PCI_DSS", 365) { GatingSkill = "PCI_Gate", GatingLevel = 1 }, new SeedTaxonomyCertification("Privacy", 730)]);

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public void About_a_third_is_as_the_file_has_it_and_the_others_differ_in_each_way(SandboxDialect dialect)
    {
        var people = People(600);

        var seed = AgedSeed.From(people, Taxonomy, dialect, Now);

        Assert.Equal(people.Select(person => person.EmployeeId), seed.Users.Select(user => user.EmployeeId));
        Assert.All(seed.Users, user => Assert.Equal("active", user.State));
        var pairs = people.Zip(seed.Users).ToArray();
        Assert.InRange(pairs.Count(pair => pair.First.Skills.All(pair.Second.Skills.Contains) && SameCertifications(pair.First, pair.Second)), 170, 330);
        Assert.Contains(pairs, pair => pair.First.Skills.Any(held => pair.Second.Skills.All(there => there.Name != held.Name)));
        Assert.Contains(pairs, pair => pair.First.Skills.Any(held => pair.Second.Skills.Any(there => there.Name == held.Name && there.Level < held.Level)));
        Assert.Contains(pairs, pair => pair.First.Certifications.Any(held => pair.Second.Certifications.All(there => there.Name != held.Name)));
        Assert.Contains(seed.Users, user => user.Certifications.Any(held => held.ExpiresOn > Now && held.ExpiresOn < Now + Duration.FromDays(15)));
        Assert.Contains(seed.Users, user => user.Skills.Any(held => held.Name == "VIP Desk"));
        Assert.Contains(seed.Users, user => user.Skills.Any(held => held.Name == "Floor Walker"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(200)]
    [InlineData(2_000)]
    public void Superfluous_managed_skills_stay_below_a_twentieth_of_what_is_held(int count)
    {
        var people = People(count);

        var seed = AgedSeed.From(people, Taxonomy, SandboxDialect.Guide, Now);

        var superfluous = people.Zip(seed.Users).Sum(pair => pair.Second.Skills.Count(held =>
            held.Name is not ("VIP Desk" or "Floor Walker") && pair.First.Skills.All(stated => stated.Name != held.Name)));
        Assert.InRange(superfluous, count < 100 ? 0 : 1, seed.Users.Sum(user => user.Skills.Length + user.Certifications.Length) / 20);
    }

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public void Some_hold_a_managed_certification_that_the_file_does_not_state_and_some_one_that_nobody_manages(SandboxDialect dialect)
    {
        var people = People(600);

        var seed = AgedSeed.From(people, Taxonomy with { Certifications = Taxonomy.Certifications.Add(new SeedTaxonomyCertification("Local_Card", 365) { Managed = false }) }, dialect, Now);

        var unstated = people.Zip(seed.Users).SelectMany(pair => pair.Second.Certifications.Where(held => pair.First.Certifications.All(stated => stated.Name != held.Name))).ToArray();
        var byHand = unstated.Where(held => held.Name is "First Aid" or "Fire Warden").ToArray();
        var superfluous = unstated.Except(byHand).ToArray();
        Assert.InRange(byHand.Length, 40, 120);
        Assert.Equal(2, byHand.Select(held => held.Name).Distinct().Count());
        Assert.NotEmpty(superfluous);
        Assert.All(superfluous, held => Assert.Equal("Privacy", held.Name));
        Assert.All(unstated, held => Assert.True(held.ExpiresOn > Now + Duration.FromDays(300)));
        Assert.InRange(unstated.Length - byHand.Length, 1, seed.Users.Sum(user => user.Skills.Length + user.Certifications.Length) / 50);
    }

    [Fact]
    public void A_gating_skill_stands_with_its_certification_for_most_and_never_without()
    {
        var seed = AgedSeed.From(People(600), Taxonomy, SandboxDialect.Genesys, Now);

        var certified = seed.Users.Where(user => user.Certifications.Any(held => held.Name == "PCI_DSS" && held.ExpiresOn > Now)).ToArray();
        var gated = seed.Users.Where(user => user.Skills.Any(held => held.Name == "PCI_Gate")).ToArray();

        Assert.All(gated, user => Assert.Contains(user, certified));
        Assert.InRange(gated.Length, certified.Length * 8 / 10, certified.Length - 1);
    }

    [Fact]
    public void In_the_guide_dialect_no_gating_skill_is_given()
    {
        var seed = AgedSeed.From(People(300), Taxonomy, SandboxDialect.Guide, Now);

        Assert.DoesNotContain(seed.Users, user => user.Skills.Any(held => held.Name == "PCI_Gate"));
    }

    [Fact]
    public void The_same_people_make_the_same_seed_and_certifications_follow_from_the_person_alone()
    {
        var people = People(300);

        var first = AgedSeed.From(people, Taxonomy, SandboxDialect.Genesys, Now).Users;
        var second = AgedSeed.From(people, Taxonomy, SandboxDialect.Genesys, Now).Users;
        var alone = AgedSeed.From([people[77]], Taxonomy, SandboxDialect.Genesys, Now).Users[0];

        Assert.Equal(first.Select(Describe), second.Select(Describe));
        Assert.Equal(alone.Certifications, first[77].Certifications);
    }

    [Fact]
    public void Nobody_holds_a_skill_or_a_certification_twice()
    {
        var seed = AgedSeed.From(People(600), Taxonomy, SandboxDialect.Genesys, Now);

        Assert.All(seed.Users, user =>
        {
            Assert.Equal(user.Skills.Length, user.Skills.Select(held => held.Name).Distinct().Count());
            Assert.Equal(user.Certifications.Length, user.Certifications.Select(held => held.Name).Distinct().Count());
        });
    }

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task A_sandbox_starts_from_it(SandboxDialect dialect)
    {
        var seed = AgedSeed.From(People(120), Taxonomy, dialect, Now);

        await using var target = await Target.StartAsync(dialect, seed, null);

        Assert.Equal(120, (await target.OkAsync("GET", "api/v2/users")).GetProperty("total").GetInt32());
        var state = await target.StateAsync();
        Assert.Equal(8, state.GetProperty("skills").GetArrayLength());
        Assert.Contains("First Aid", state.GetProperty("users").GetRawText(), StringComparison.Ordinal);
    }

    private static bool SameCertifications(SeedPerson person, SeedUser user) =>
        person.Certifications.All(held => user.Certifications.Any(there => there.Name == held.Name && (held.ExpiresOn is null || there.ExpiresOn == held.ExpiresOn)));

    private static string Describe(SeedUser user) => $"{user.EmployeeId} {string.Join(',', user.Skills)} {string.Join(',', user.Certifications)}";

    private static ImmutableArray<SeedPerson> People(int count) => [.. Enumerable.Range(1, count).Select(number =>
    {
        var id = number.ToString("D6", CultureInfo.InvariantCulture);
        return new SeedPerson(id, $"{id}@example.com")
        {
            Skills = number % 2 == 0 ? [new("Billing", 1 + (number % 5)), new("Spanish", 3)] : [new("Billing_L2", 2), new("French", 5), new("Spanish", 1 + (number % 5))],
            Certifications = number % 3 == 0
                ? [new("PCI_DSS", Instant.FromUtc(2030, 1, 1, 0, 0), Instant.FromUtc(2031, 1, 1, 0, 0))]
                : [new("PCI_DSS", Instant.FromUtc(2030, 2, 1, 0, 0)), new("Privacy")],
        };
    })];
}
