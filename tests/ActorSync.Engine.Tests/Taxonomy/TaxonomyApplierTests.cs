using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Tests.Users.Observation;
using ActorSync.Engine.Users.Observation;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Engine.Tests.Taxonomy;

public sealed class TaxonomyApplierTests
{
    private static readonly DeclaredTaxonomy Declared = new(
        [Skill("Adjusting", parent: "Claims"), Skill("Billing"), Skill("Claims", parent: "Billing")],
        [new DeclaredCertification(new("PCI"), "Cards", 365, null, Managed: true)]);

    [Fact]
    public async Task On_the_guide_everything_missing_is_created_with_parents_first_and_a_second_time_nothing_is()
    {
        await using var target = await SandboxTarget.StartAsync("guide", SandboxSeed.Empty);

        var first = await ApplyAsync(target);
        var writes = Writes(target);
        var second = await ApplyAsync(target);

        Assert.Equal(["skill 'Billing'", "skill 'Claims'", "skill 'Adjusting'", "certification 'PCI'"], first.Created.Select(step => step.Subject));
        Assert.Null(first.Failure);
        Assert.Equal(4, writes);
        Assert.Empty(second.Created);
        Assert.Empty(second.Findings);
        Assert.Equal(writes, Writes(target));

        var state = await target.StateAsync();
        Assert.Equal(
            [("Adjusting", "Claims"), ("Billing", null), ("Claims", "Billing")],
            state.GetProperty("skills").EnumerateArray().Select(skill => (skill.GetProperty("name").GetString()!, skill.GetProperty("parent").GetString())));
        Assert.Equal(365, state.GetProperty("certifications")[0].GetProperty("validityInDays").GetInt32());
    }

    [Fact]
    public async Task On_genesys_skills_are_created_and_certifications_need_nothing()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", SandboxSeed.Empty);

        var applied = await ApplyAsync(target);

        Assert.Equal(["skill 'Billing'", "skill 'Claims'", "skill 'Adjusting'"], applied.Created.Select(step => step.Subject));
        Assert.Empty((await ApplyAsync(target)).Created);
    }

    [Theory]
    [InlineData("guide", "connection-closed:route=POST,times=1,applied=true", 4)]
    [InlineData("guide", "connection-closed:route=POST,times=1,applied=false", 5)]
    [InlineData("genesys", "connection-closed:route=POST,times=1,applied=true", 3)]
    public async Task A_doubtful_creation_is_settled_by_a_listing_before_a_second_try(string dialect, string fault, int writes)
    {
        await using var target = await SandboxTarget.StartAsync(dialect, SandboxSeed.Empty, [fault.Replace("POST", $"POST /api/v2/{(dialect == "guide" ? "skills" : "routing/skills")}", StringComparison.Ordinal)]);

        var applied = await ApplyAsync(target);

        Assert.Null(applied.Failure);
        Assert.Equal(dialect == "guide" ? 4 : 3, applied.Created.Length);
        Assert.Equal(writes, Writes(target));
    }

    [Fact]
    public async Task A_creation_in_doubt_for_ever_is_given_up_after_three_tries()
    {
        await using var target = await SandboxTarget.StartAsync("guide", SandboxSeed.Empty);
        target.Instead = request => request.IsWrite ? new TargetOutcome.InDoubt("reset") : null;

        var applied = await ApplyAsync(target);

        Assert.IsType<ObservationFailure.Unreachable>(applied.Failure);
        Assert.Empty(applied.Created);
        Assert.Equal(TaxonomyApplier.MostTries, Writes(target));
    }

    [Fact]
    public async Task What_somebody_created_meanwhile_is_found_and_its_children_go_on()
    {
        await using var target = await SandboxTarget.StartAsync("guide", SandboxSeed.Empty);
        var isFirst = true;
        target.Instead = request =>
        {
            if (request.IsWrite && isFirst)
            {
                isFirst = false;
                target.SendAsync(request, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
            }

            return null;
        };

        var applied = await ApplyAsync(target);

        Assert.Equal(["skill 'Billing'"], applied.Found.Select(step => step.Subject));
        Assert.Equal(["skill 'Claims'", "skill 'Adjusting'", "certification 'PCI'"], applied.Created.Select(step => step.Subject));
    }

    [Fact]
    public async Task A_name_that_the_target_spells_otherwise_is_told_and_its_children_wait()
    {
        await using var target = await SandboxTarget.StartAsync("guide", new SandboxSeed { Skills = [new SeedSkill("BILLING")] });

        var applied = await ApplyAsync(target);

        Assert.Equal(["certification 'PCI'"], applied.Created.Select(step => step.Subject));
        Assert.Equal(["skill-case-differs", "skill-parent-lacking", "skill-parent-lacking"], applied.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public async Task Without_the_permission_to_create_it_stops_and_names_it()
    {
        await using var target = await SandboxTarget.StartAsync("guide", SandboxSeed.Empty, permissions: ["routing:read"]);

        var applied = await ApplyAsync(target);

        Assert.Equal("routing:write", Assert.IsType<ObservationFailure.PermissionMissing>(applied.Failure).Permissions);
        Assert.Equal(1, Writes(target));
    }

    private static Task<TaxonomyApplied> ApplyAsync(SandboxTarget target) =>
        new TaxonomyApplier(target.Dialect, target).ApplyAsync(Declared, TestContext.Current.CancellationToken);

    private static int Writes(SandboxTarget target) => target.Sent.Count(sent => !sent.StartsWith("GET", StringComparison.Ordinal));

    private static DeclaredSkill Skill(string name, string? parent = null) =>
        new(new(name), null, parent is null ? null : new SkillName(parent), Managed: true, null);
}
