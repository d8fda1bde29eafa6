using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Tests.Users.Observation;
using ActorSync.Engine.Users.Observation;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Taxonomy;

public sealed class TaxonomyReaderTests
{
    private static readonly DeclaredTaxonomy Declared = new(
        [Skill("Skill 0007"), Skill("Skill 1203"), Skill("skill 0008"), Skill("Nowhere")],
        [new DeclaredCertification(new("PCI"), null, 365, null, Managed: true), new DeclaredCertification(new("Unheard of"), null, 30, null, Managed: true)]);

    [Fact]
    public async Task On_the_guide_every_page_is_read_and_lacking_names_are_told_with_the_remedy()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed());

        var read = await ReadAsync(target);

        Assert.Equal(["Skill 0007", "Skill 1203"], read.Value.Taxonomy.Skills.Keys.Select(name => name.Value));
        Assert.Equal(["PCI"], read.Value.Taxonomy.Certifications.Keys.Select(name => name.Value));
        Assert.Equal(["skill-not-on-target", "skill-case-differs", "certification-not-on-target"], read.Findings.Select(finding => finding.Rule));
        Assert.Contains("actorsync taxonomy apply", read.Findings[0].Message, StringComparison.Ordinal);
        Assert.Contains("'Skill 0008'", read.Findings[1].Message, StringComparison.Ordinal);
        Assert.Equal(4, target.Sent.Length);
        Assert.Equal(1_204, read.Value.Skills.Length);
    }

    [Fact]
    public async Task On_genesys_each_declared_certification_is_its_own_id_and_never_lacking()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", Seed());

        var read = await ReadAsync(target);

        Assert.Equal(["PCI", "Unheard of"], read.Value.Taxonomy.Certifications.Values.Select(id => id.Value));
        Assert.Null(read.Value.Certifications);
        Assert.Equal(["skill-not-on-target", "skill-case-differs"], read.Findings.Select(finding => finding.Rule));
        Assert.Equal(3, target.Sent.Length);
    }

    [Fact]
    public async Task A_deleted_skill_that_is_still_listed_does_not_count()
    {
        var seed = new SandboxSeed { Skills = [new SeedSkill("Skill 0007") { State = "deleted" }] };
        await using var target = await SandboxTarget.StartAsync("genesys", seed, ["deleted-skills-listed"]);

        var read = await ReadAsync(target);

        Assert.Empty(read.Value.Taxonomy.Skills);
        Assert.Single(read.Value.Skills);
    }

    [Fact]
    public async Task A_missing_permission_is_a_failure_that_names_it()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", Seed(), permissions: ["directory:user:view"]);

        var failed = Assert.IsType<ObservationResult<TaxonomyReading>.Failed>(
            await new TaxonomyReader(target.Dialect, target).ReadAsync(Declared, TestContext.Current.CancellationToken));

        Assert.Equal("routing:skill:view", Assert.IsType<ObservationFailure.PermissionMissing>(failed.Failure).Permissions);
    }

    private static async Task<ObservationResult<TaxonomyReading>.Read> ReadAsync(SandboxTarget target) =>
        Assert.IsType<ObservationResult<TaxonomyReading>.Read>(
            await new TaxonomyReader(target.Dialect, target).ReadAsync(Declared, TestContext.Current.CancellationToken));

    private static DeclaredSkill Skill(string name) => new(new(name), null, null, Managed: true, null);

    private static SandboxSeed Seed() => new()
    {
        Skills = [.. Enumerable.Range(0, 1_204).Select(index => new SeedSkill($"Skill {index:0000}"))],
        Certifications = [new SeedCertification("PCI", 365)],
    };
}
