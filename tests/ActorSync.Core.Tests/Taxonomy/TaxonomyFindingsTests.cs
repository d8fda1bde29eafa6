using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Tests.Users;

namespace ActorSync.Core.Tests.Taxonomy;

/// <summary>What people are told where the declared names and those of the target do not go together.</summary>
public sealed class TaxonomyFindingsTests
{
    [Fact]
    public void A_declared_name_that_is_not_the_target_s_is_told_with_what_to_do()
    {
        var match = TaxonomyMatch.Between(
            new DeclaredTaxonomy([Skill("Ghost"), Skill("Old"), Skill("Twice"), Skill("billing")], [Certification("PCI"), Certification("GDPR"), Certification("Forklift")]),
            [Listed("1", "BILLING"), Listed("2", "Billing"), Listed("3", "Twice"), Listed("4", "Twice "), Listed("5", "Old") with { IsActive = false }, Listed("6", " ")],
            [new(new("c1"), "PCI", null, 365), new(new("c2"), "gdpr", null, 365)]);

        Assert.Equal(
            [
                Told("skills", "skill-not-on-target", "Ghost", "The target lacks the declared skill 'Ghost'. Create it with: actorsync taxonomy apply"),
                Told("skills", "skill-not-on-target", "Old", "The target has the skill 'Old', but not active. Activate it there, or create it anew with: actorsync taxonomy apply"),
                Told("skills", "skill-ambiguous", "Twice", "The target has 2 active skills named 'Twice', and none of them is guessed. Rename or delete all but one there."),
                Told("skills", "skill-case-differs", "billing", "The target has no skill 'billing' but 'BILLING'. Write 'BILLING' in Taxonomy, or rename it there."),
                Told("certifications", "certification-not-on-target", "Forklift", "The target lacks the declared certification 'Forklift'. Create it with: actorsync taxonomy apply"),
                Told("certifications", "certification-case-differs", "GDPR", "The target has no certification 'GDPR' but 'gdpr'. Write 'gdpr' in Taxonomy, or rename it there."),
            ],
            match.Findings.OrderBy(finding => finding.Column, StringComparer.Ordinal).ThenBy(finding => finding.Raw, StringComparer.Ordinal).OrderByDescending(finding => finding.Column, StringComparer.Ordinal));
        Assert.Equal([new("c1")], match.Taxonomy.Certifications.Values);
        Assert.Empty(match.Taxonomy.Skills);
    }

    [Fact]
    public void Where_certifications_are_bare_names_each_declared_one_goes_by_its_name()
    {
        var match = TaxonomyMatch.Between(new DeclaredTaxonomy([], [Certification("PCI")]), [], certifications: null);

        Assert.Equal(new CertificationId("PCI"), Assert.Single(match.Taxonomy.Certifications).Value);
        Assert.Empty(match.Findings);
    }

    [Fact]
    public void Whatever_waits_for_something_that_cannot_be_created_is_told_down_to_the_last_child()
    {
        var plan = TaxonomyPlanner.Plan(
            new DeclaredTaxonomy([Skill("Grandchild", "Child"), Skill("Child", "Parent"), Skill("Parent"), Skill("Other")], [Certification("PCI"), Certification("GDPR")]),
            [Listed("1", "PARENT")],
            [new(new("c1"), "pci", null, 365)],
            parentsMatter: true);

        Assert.Equal(["skill 'Other'", "certification 'GDPR'"], plan.Steps.Select(step => step.Subject));
        Assert.Equal(["certification-case-differs", "skill-case-differs", "skill-parent-lacking", "skill-parent-lacking"], plan.Obstacles.Select(obstacle => obstacle.Rule).Order());
        Assert.Equal(
            [
                Told("skills", "skill-parent-lacking", "Child", "The skill 'Child' cannot be created before its parent 'Parent'. Do first what is said of that one."),
                Told("skills", "skill-parent-lacking", "Grandchild", "The skill 'Grandchild' cannot be created before its parent 'Child'. Do first what is said of that one."),
            ],
            plan.Obstacles.Where(obstacle => obstacle.Rule == "skill-parent-lacking"));
    }

    [Fact]
    public void What_an_import_decides_by_itself_is_told()
    {
        var imported = TaxonomyImport.Merge(
            new DeclaredTaxonomy([Skill("sales")], [Certification("pci")]),
            [
                Listed("9", "Chat") with { Parent = new SkillId("gone") }, Listed("2", "Sales"), Listed("3", "VIP") with { Description = "first" },
                Listed("1", "vip") with { Description = "second" },
            ],
            [new(new("c2"), "PCI", "later", 365), new(new("c1"), "PCI", "earlier", 100)]);

        Assert.Equal(
            [
                Told("certifications", "name-ambiguous", "PCI", "The target has 2 certifications named 'PCI', whatever their case; one was imported. Rename or delete the others there."),
                Told("certifications", "name-case-differs", "pci", "'pci' is declared and the target says 'PCI'; the target's spelling was taken.", FindingSeverity.Notice),
                Told("skills", "name-ambiguous", "VIP", "The target has 2 skills named 'VIP', whatever their case; one was imported. Rename or delete the others there."),
                Told("skills", "name-case-differs", "sales", "'sales' is declared and the target says 'Sales'; the target's spelling was taken.", FindingSeverity.Notice),
                Told("skills", "parent-left-out", "Chat", "The parent of the skill 'Chat' is not active on the target, so it was imported without one. Where it matters, activate the parent there and import again.", FindingSeverity.Notice),
            ],
            imported.Findings.OrderBy(finding => finding.Column, StringComparer.Ordinal).ThenBy(finding => finding.Rule, StringComparer.Ordinal));
        Assert.Contains("\"first\"", imported.Json, StringComparison.Ordinal); // Of equal names the first in order, whatever the order of the listing.
        Assert.DoesNotContain("\"second\"", imported.Json, StringComparison.Ordinal);
        Assert.Contains("\"earlier\"", imported.Json, StringComparison.Ordinal); // Of one name the least id.
    }

    [Fact]
    public void Of_one_name_twice_the_least_id_is_imported_and_a_declared_description_stays()
    {
        var imported = TaxonomyImport.Merge(
            new DeclaredTaxonomy([Skill("Chat") with { Description = "declared" }], []),
            [Listed("2", "Billing") with { Description = "second" }, Listed("1", "Billing") with { Description = "first" }, Listed("3", "Chat") with { Description = "listed" }],
            null);

        Assert.Contains("\"first\"", imported.Json, StringComparison.Ordinal);
        Assert.Contains("\"declared\"", imported.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"listed\"", imported.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Certifications_without_a_gating_skill_are_told_where_routing_sees_names_alone()
    {
        Assert.Equal(
            new Finding(
                string.Empty, 0, string.Empty, UngatedCertifications.Rule,
                "Routing does not see the expiry of GDPR, GhostCertification: on this target a certification is a name on the profile alone. Declare a gatingSkill for each whose end routing must respect.",
                FindingSeverity.Warning),
            UngatedCertifications.Warning(Given.Declared, Given.Capabilities(TargetKind.Named)));
        Assert.Null(UngatedCertifications.Warning(Given.Declared, Given.Capabilities(TargetKind.Dated)));
        Assert.Null(UngatedCertifications.Warning(new DeclaredTaxonomy([], []), Given.Capabilities(TargetKind.Named)));
    }

    [Theory]
    [InlineData(LevelScale.IntegersOneToFive, "an integer from 1 to 5")]
    [InlineData(LevelScale.DecimalsZeroToFive, "a decimal above 0 up to 5")]
    public void A_level_that_a_dialect_does_not_have_is_told_with_those_that_it_has(LevelScale scale, string allowed)
    {
        var flaws = TaxonomyRules.Check(
            [Skill("Billing") with { DefaultLevel = new Level(9) }], [Certification("PCI") with { Gate = new GatingSkill(new("Billing"), new Level(9)) }], scale);

        Assert.Equal(
            [
                ("defaultLevel", "9 is no level of this dialect (skill 'Billing')", allowed),
                ("gatingSkill:level", "9 is no level of this dialect (gating skill 'Billing' of 'PCI')", allowed),
            ],
            flaws.Select(flaw => (flaw.Member, flaw.What, flaw.Allowed)));
    }

    [Fact]
    public void A_name_that_is_declared_twice_is_told_with_its_kind()
    {
        var flaws = TaxonomyRules.Check([Skill("A"), Skill("A")], [Certification("C"), Certification("c")], LevelScale.DecimalsZeroToFive);

        Assert.Equal(
            [
                ("the skill 'A' is declared twice", "a name that no other declaration has, whatever its case"),
                ("the certification 'c' differs from 'C' by case only", "a name that no other declaration has, whatever its case"),
            ],
            flaws.Select(flaw => (flaw.What, flaw.Allowed)));
    }

    [Fact]
    public void Texts_call_what_they_name_by_id_by_its_name_whichever_kind_is_known()
    {
        var skills = TaxonomyNames.None with { Skills = ImmutableDictionary<SkillId, SkillName>.Empty.Add(new("1a2b"), new("Billing")) };
        var certifications = TaxonomyNames.None with { Certifications = ImmutableDictionary<CertificationId, CertificationName>.Empty.Add(new("1a2b"), new("PCI")) };

        Assert.Equal("the skill Billing and the certification 1a2b", skills.In("the skill 1a2b and the certification 1a2b"));
        Assert.Equal("the skill 1a2b and the certification PCI", certifications.In("the skill 1a2b and the certification 1a2b"));
        Assert.Equal((false, false, true), (skills.IsEmpty, certifications.IsEmpty, TaxonomyNames.None.IsEmpty));
        Assert.NotEqual(skills, TaxonomyNames.None);
        Assert.NotEqual(certifications, TaxonomyNames.None);
        Assert.NotEqual(
            skills with { Skills = skills.Skills.Add(new("2"), new("Chat")) }, skills with { Skills = skills.Skills.Add(new("2"), new("Chats")) });
    }

    private static Finding Told(string column, string rule, string name, string message, FindingSeverity severity = FindingSeverity.Warning) =>
        new(string.Empty, 0, column, rule, message, severity, name);

    private static DeclaredSkill Skill(string name, string? parent = null) => new(new(name), null, parent is null ? null : new SkillName(parent), Managed: true, null);

    private static DeclaredCertification Certification(string name) => new(new(name), null, 365, null, Managed: true);

    private static ListedSkill Listed(string id, string name) => new(new(id), name, null, null, IsActive: true);
}
