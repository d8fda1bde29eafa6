using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Roster;

public class RosterItemsTests
{
    [Fact]
    public void A_compact_cell_lists_skills_with_their_levels()
    {
        var reading = Given.ReadPerson(skills: " Billing:3 ; Spanish ;Tier: Gold:2.5; ");

        Assert.Equal(["Billing=3", "Spanish=3", "Tier: Gold=2.5"], reading.Person().Skills.Items());
        Assert.Equal(0, reading.ItemsRejected);
    }

    [Fact]
    public void A_name_with_a_colon_and_no_level_is_one_name()
    {
        var reading = Given.ReadPerson(skills: "Tier: Gold");

        Assert.Equal(["people.csv:2 level-missing"], reading.Errors());
        Assert.Equal([new SkillName("Tier: Gold")], reading.Person().Skills.Untouched);
    }

    [Theory]
    [InlineData("", Statement.NotStated)]
    [InlineData("   ", Statement.NotStated)]
    [InlineData("{empty}", Statement.Stated)]
    [InlineData("{EMPTY}", Statement.Stated)]
    [InlineData("~", Statement.Stated)]
    [InlineData("&&NO_OVERWRITE&&", Statement.LeaveAsIs)]
    public void A_cell_may_say_nothing_none_or_leave_as_is(string cell, Statement statement)
    {
        var person = Given.ReadPerson(skills: cell, certifications: cell).Person();

        Assert.Equal((statement, 0), (person.Skills.Statement, person.Skills.Items.Length));
        Assert.Equal((statement, 0), (person.Certifications.Statement, person.Certifications.Items.Length));
    }

    [Fact]
    public void A_cell_of_separators_only_names_nothing_and_removes_nothing()
    {
        var reading = Given.ReadPerson(skills: " ; ;");

        Assert.Equal(["people.csv:2 item-malformed"], reading.Errors());
        Assert.True(reading.Person().Skills.HasUnknownName);
    }

    [Theory]
    [InlineData("billing:3", RosterRule.SkillCaseDiffers, "Billing")]
    [InlineData("VIP:3", RosterRule.SkillUnmanaged, "VIP")]
    [InlineData("Gate_PCI:5", RosterRule.SkillGates, "Gate_PCI")]
    [InlineData("Billing:9", RosterRule.LevelOutOfRange, "Billing")]
    [InlineData("Billing", RosterRule.LevelMissing, "Billing")]
    [InlineData("Billing:", RosterRule.LevelMissing, "Billing")]
    public void A_rejected_item_leaves_the_name_that_it_means_untouched(string cell, string rule, string meant)
    {
        var reading = Given.ReadPerson(skills: cell + ";Spanish:2");
        var skills = reading.Person().Skills;

        Assert.Equal([$"people.csv:2 {rule}"], reading.Errors());
        Assert.Equal(["Spanish=2"], skills.Items());
        Assert.Equal([new SkillName(meant)], skills.Untouched);
        Assert.False(skills.HasUnknownName);
        Assert.Equal((1, 1L), (reading.Rows.Accepted, reading.ItemsRejected));
        Assert.False(reading.Person().HasRejectedRow);
    }

    [Theory]
    [InlineData("Biling:3", RosterRule.SkillUndeclared)]
    [InlineData(":3", RosterRule.NameMissing)]
    public void While_a_rejected_name_is_not_known_the_list_says_so(string cell, string rule)
    {
        var reading = Given.ReadPerson(skills: cell);

        Assert.Equal([$"people.csv:2 {rule}"], reading.Errors());
        Assert.True(reading.Person().Skills.HasUnknownName);
        Assert.Empty(reading.Person().Skills.Untouched);
    }

    [Fact]
    public void The_finding_of_an_undeclared_skill_shows_the_raw_item_and_the_remedy()
    {
        var finding = Assert.Single(Given.ReadPerson(skills: "Biling:3;Billing:2").Findings);

        Assert.Equal(("people.csv", 2, "skills", "Biling:3"), (finding.File, finding.Line, finding.Column, finding.Raw));
        Assert.Contains("taxonomy apply", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_differing_by_case_is_told_the_right_spelling() =>
        Assert.Contains("Write 'Billing'", Assert.Single(Given.ReadPerson(skills: "BILLING:3").Findings).Message, StringComparison.Ordinal);

    [Fact]
    public void A_gating_skill_may_be_named_where_certifications_are_not_projected_by_gates() =>
        Assert.Equal(["Gate_PCI=5"], Given.ReadPerson(skills: "Gate_PCI:5", context: Given.Context(gated: false)).Person().Skills.Items());

    [Fact]
    public void A_zero_asks_for_removal_and_no_overwrite_leaves_the_level_as_it_is()
    {
        var skills = Given.ReadPerson(skills: "Billing:0.0;Spanish:&&NO_OVERWRITE&&").Person().Skills;

        Assert.Equal([Level.Zero, null], skills.Items.Select(item => item.Level));
    }

    [Fact]
    public void Composed_and_decomposed_names_are_one()
    {
        var taxonomy = new DeclaredTaxonomy([Given.Skill("Fran\u00E7ais")], []);

        var reading = Given.ReadPerson(skills: "Franc\u0327ais:2", context: Given.Context() with { Taxonomy = taxonomy });

        Assert.Equal(["Fran\u00E7ais=2"], reading.Person().Skills.Items());
    }

    [Fact]
    public void Equal_items_of_one_cell_count_once()
    {
        var reading = Given.ReadPerson(skills: "Billing:3;Billing:3.0");

        Assert.Equal(["Billing=3"], reading.Person().Skills.Items());
        Assert.Equal(0, reading.ItemsRejected);
    }

    [Fact]
    public void Items_of_one_cell_that_contradict_each_other_are_all_rejected()
    {
        var reading = Given.ReadPerson(skills: "Billing:3;Spanish:1;Billing:4");

        Assert.Equal(["Spanish=1"], reading.Person().Skills.Items());
        Assert.Equal([new SkillName("Billing")], reading.Person().Skills.Untouched);
        Assert.Equal(2, reading.ItemsRejected);
    }

    [Theory]
    [InlineData("PCI|2024-01-15", "2025-01-15T00:00:00Z")]
    [InlineData("PCI|2024-01-15|2025-01-20", "2025-01-20T00:00:00Z")]
    [InlineData("PCI||2025-01-15", "2025-01-15T00:00:00Z")]
    [InlineData("PCI||2025-01-15|", "2025-01-15T00:00:00Z")]
    [InlineData("PCI||2025-01-15T12:00:00+02:00", "2025-01-15T10:00:00Z")]
    [InlineData("PCI|2024-02-29", "2025-03-01T00:00:00Z")]
    [InlineData("HIPAA|2024-01-31", "2024-03-02T00:00:00Z")]
    [InlineData("PCI", null)]
    public void The_official_expiry_is_the_stated_one_else_the_day_after_the_validity(string cell, string? expiry)
    {
        var certification = Assert.Single(Given.ReadPerson(certifications: cell).Person().Certifications.Items);

        Assert.Equal(expiry, certification.OfficialExpiry is { } instant ? InstantPattern.General.Format(instant) : null);
    }

    [Theory]
    [InlineData("America/Los_Angeles", "PCI||2025-01-15", "2025-01-15T08:00:00Z")]
    [InlineData("Australia/Sydney", "PCI||2025-01-15", "2025-01-14T13:00:00Z")]
    [InlineData("America/New_York", "PCI||2025-03-09T02:30:00", "2025-03-09T07:00:00Z")]
    [InlineData("Europe/Berlin", "PCI|2014-11-09T00:00:00+01:00", "2015-11-09T23:00:00Z")]
    public void Dates_are_those_of_the_source_s_zone(string zone, string cell, string expiry)
    {
        var reading = Given.ReadPerson(certifications: cell, context: Given.Context(zone: zone));

        Assert.Equal(expiry, InstantPattern.General.Format(Assert.Single(reading.Person().Certifications.Items).OfficialExpiry!.Value));
    }

    [Theory]
    [InlineData("PCI|2024-13-01", RosterRule.DateImpossible)]
    [InlineData("PCI||soon", RosterRule.DateUnreadable)]
    [InlineData("PCI|2024-01-15||maybe", RosterRule.RenewalUnknown)]
    [InlineData("PCI|2024-01-15||renew|x", RosterRule.ItemMalformed)]
    [InlineData("PCI|9999-12-01", RosterRule.DateImpossible)]
    [InlineData("pci", RosterRule.CertificationCaseDiffers)]
    public void A_bad_certification_item_leaves_its_name_untouched(string cell, string rule)
    {
        var reading = Given.ReadPerson(certifications: cell);

        Assert.Equal([$"people.csv:2 {rule}"], reading.Errors());
        Assert.Equal([new CertificationName("PCI")], reading.Person().Certifications.Untouched);
    }

    [Fact]
    public void An_undeclared_and_an_unmanaged_certification_are_rejected()
    {
        var reading = Given.ReadPerson(certifications: "GDPR;Legacy");

        Assert.Equal(["people.csv:2 certification-undeclared", "people.csv:2 certification-unmanaged"], reading.Errors());
        Assert.True(reading.Person().Certifications.HasUnknownName);
        Assert.Equal([new CertificationName("Legacy")], reading.Person().Certifications.Untouched);
    }

    [Fact]
    public void The_renewal_of_a_certification_is_read() =>
        Assert.Equal(new Renewal.Extend(90), Assert.Single(Given.ReadPerson(certifications: "PCI|2024-01-15|2025-01-15|extend:90").Person().Certifications.Items).Renewal);
}
