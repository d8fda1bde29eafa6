using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Taxonomy;

public sealed class TaxonomyPlannerTests
{
    [Fact]
    public void Parents_come_before_their_children_and_certifications_last()
    {
        var declared = new DeclaredTaxonomy(
            [Skill("A", parent: "M"), Skill("M", parent: "Z"), Skill("Z"), Skill("B")], [new DeclaredCertification(new("PCI"), null, 365, null, Managed: true)]);

        var plan = TaxonomyPlanner.Plan(declared, [], [], parentsMatter: true);

        Assert.Equal(["skill 'B'", "skill 'Z'", "skill 'M'", "skill 'A'", "certification 'PCI'"], plan.Steps.Select(step => step.Subject));
        Assert.Empty(plan.Obstacles);
    }

    [Fact]
    public void Where_certifications_are_bare_names_none_is_created() =>
        Assert.Empty(TaxonomyPlanner.Plan(new DeclaredTaxonomy([], [new DeclaredCertification(new("PCI"), null, 365, null, Managed: true)]), [], null, parentsMatter: false).Steps);

    [Fact]
    public void A_child_waits_for_a_parent_that_cannot_be_created_only_where_parents_matter()
    {
        var declared = new DeclaredTaxonomy([Skill("Child", parent: "Parent"), Skill("Parent")], []);
        ImmutableArray<ListedSkill> listed = [new(new("1"), "PARENT", null, null, IsActive: true)];

        Assert.Empty(TaxonomyPlanner.Plan(declared, listed, [], parentsMatter: true).Steps);
        Assert.Single(TaxonomyPlanner.Plan(declared, listed, null, parentsMatter: false).Steps);
    }

    [Fact]
    public void Planning_again_after_everything_was_created_finds_nothing() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var declared = new DeclaredTaxonomy(
            Enumerable.Range(0, random.Next(1, 12)).Select(index => Skill($"S{index}", parent: index > 0 && random.Next(2) == 0 ? $"S{random.Next(index)}" : null)), []);
        var listed = declared.Skills.Where(_ => random.Next(3) == 0).Select(skill => new ListedSkill(new($"id-{skill.Name}"), skill.Name.Value, null, null, IsActive: true)).ToImmutableArray();

        var there = listed.Select(skill => skill.Name).ToHashSet();
        foreach (var step in TaxonomyPlanner.Plan(declared, listed, null, parentsMatter: true).Steps)
        {
            var skill = Assert.IsType<TaxonomyStep.CreateSkill>(step).Skill;
            Assert.True(skill.Parent is not { } parent || there.Contains(parent.Value), $"{skill.Name} before its parent");
            Assert.True(there.Add(skill.Name.Value), $"{skill.Name} twice");
        }

        Assert.Empty(TaxonomyPlanner.Plan(declared, [.. there.Select(name => new ListedSkill(new(name), name, null, null, IsActive: true))], null, parentsMatter: true).Steps);
    }).Check(Cases.Usual);

    private static DeclaredSkill Skill(string name, string? parent = null) =>
        new(new(name), null, parent is null ? null : new SkillName(parent), Managed: true, null);
}
