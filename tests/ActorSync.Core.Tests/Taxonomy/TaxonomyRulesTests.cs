using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Tests.Taxonomy;

public sealed class TaxonomyRulesTests
{
    [Fact]
    public void A_sound_taxonomy_has_no_flaw()
    {
        var flaws = TaxonomyRules.Check(
            [Skill("Billing", level: 3), Skill("Refunds", parent: "Billing"), Skill("Gate")],
            [Certification("PCI", gate: "Gate", level: 5)],
            LevelScale.IntegersOneToFive);

        Assert.Empty(flaws);
    }

    [Fact]
    public void A_name_declared_twice_is_a_flaw_of_the_second() =>
        AssertFlaw(
            TaxonomyRules.Check([Skill("Billing"), Skill("Billing")], [], LevelScale.DecimalsZeroToFive),
            TaxonomyList.Skills, 1, "name", "declared twice");

    [Fact]
    public void Names_that_differ_by_case_only_are_a_flaw() =>
        AssertFlaw(
            TaxonomyRules.Check([], [Certification("PCI"), Certification("pci")], LevelScale.DecimalsZeroToFive),
            TaxonomyList.Certifications, 1, "name", "differs from 'PCI' by case only");

    [Fact]
    public void A_skill_and_a_certification_may_share_a_name() =>
        Assert.Empty(TaxonomyRules.Check([Skill("PCI")], [Certification("PCI")], LevelScale.DecimalsZeroToFive));

    [Fact]
    public void An_undeclared_parent_is_told_with_the_spelling_that_was_meant()
    {
        var flaws = TaxonomyRules.Check([Skill("Billing"), Skill("Refunds", parent: "billing")], [], LevelScale.DecimalsZeroToFive);

        AssertFlaw(flaws, TaxonomyList.Skills, 1, "parent", "not declared");
        Assert.Equal("Billing", flaws[0].Nearest);
    }

    [Fact]
    public void Parents_in_a_circle_are_told_of_each_skill_in_it_and_of_no_other()
    {
        var flaws = TaxonomyRules.Check(
            [Skill("A", parent: "B"), Skill("B", parent: "C"), Skill("C", parent: "B"), Skill("D", parent: "D")], [], LevelScale.DecimalsZeroToFive);

        Assert.Equal([1, 2, 3], flaws.Select(flaw => flaw.Index));
        Assert.Contains("B -> C -> B", flaws[0].What, StringComparison.Ordinal);
        Assert.Contains("D -> D", flaws[2].What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LevelScale.IntegersOneToFive, "1", true)]
    [InlineData(LevelScale.IntegersOneToFive, "5.0", true)]
    [InlineData(LevelScale.IntegersOneToFive, "0", false)]
    [InlineData(LevelScale.IntegersOneToFive, "3.5", false)]
    [InlineData(LevelScale.IntegersOneToFive, "6", false)]
    [InlineData(LevelScale.DecimalsZeroToFive, "0.1", true)]
    [InlineData(LevelScale.DecimalsZeroToFive, "5", true)]
    [InlineData(LevelScale.DecimalsZeroToFive, "0.0", false)]
    [InlineData(LevelScale.DecimalsZeroToFive, "5.1", false)]
    public void Default_and_gating_levels_are_levels_of_the_dialect(LevelScale scale, string level, bool isAllowed)
    {
        var given = decimal.Parse(level, System.Globalization.CultureInfo.InvariantCulture);

        var flaws = TaxonomyRules.Check([Skill("Gate", level: given)], [Certification("PCI", gate: "Gate", level: given)], scale);

        Assert.Equal(isAllowed ? [] : ["defaultLevel", "gatingSkill:level"], flaws.Select(flaw => flaw.Member));
    }

    [Fact]
    public void A_gating_skill_is_declared() =>
        AssertFlaw(
            TaxonomyRules.Check([], [Certification("PCI", gate: "Gate")], LevelScale.DecimalsZeroToFive),
            TaxonomyList.Certifications, 0, "gatingSkill:name", "not declared");

    [Fact]
    public void A_gating_skill_is_managed() =>
        AssertFlaw(
            TaxonomyRules.Check([Skill("Gate", managed: false)], [Certification("PCI", gate: "Gate")], LevelScale.DecimalsZeroToFive),
            TaxonomyList.Certifications, 0, "gatingSkill:name", "unmanaged");

    [Fact]
    public void A_gating_skill_serves_one_certification_and_the_message_names_the_two_that_clash()
    {
        var flaws = TaxonomyRules.Check(
            [Skill("Gate")], [Certification("PCI", gate: "Gate"), Certification("GDPR", gate: "Gate")], LevelScale.DecimalsZeroToFive);

        AssertFlaw(flaws, TaxonomyList.Certifications, 1, "gatingSkill:name", "both 'PCI' and 'GDPR'");
    }

    [Fact]
    public void All_flaws_are_told_at_once() =>
        Assert.Equal(4, TaxonomyRules.Check(
            [Skill("A", parent: "Nobody"), Skill("a", level: 9)], [Certification("C", gate: "Nobody")], LevelScale.DecimalsZeroToFive).Length);

    private static void AssertFlaw(IReadOnlyList<TaxonomyFlaw> flaws, TaxonomyList list, int index, string member, string what)
    {
        var flaw = Assert.Single(flaws);
        Assert.Equal((list, index, member), (flaw.List, flaw.Index, flaw.Member));
        Assert.Contains(what, flaw.What, StringComparison.Ordinal);
    }

    private static DeclaredSkill Skill(string name, string? parent = null, decimal? level = null, bool managed = true) => new(
        new SkillName(name), null, parent is null ? null : new SkillName(parent), managed, level is { } given ? new Level(given) : null);

    private static DeclaredCertification Certification(string name, string? gate = null, decimal level = 1) =>
        new(new CertificationName(name), null, 365, gate is null ? null : new GatingSkill(new SkillName(gate), new Level(level)), Managed: true);
}
