using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Tests.Taxonomy;

public sealed class TaxonomyMatchTests
{
    [Fact]
    public void A_name_matches_after_trimming_and_NFC_and_no_further()
    {
        var match = Match(["Café", "Billing", "Sales"], [Listed("1", " Cafe\u0301 "), Listed("2", "billing"), Listed("3", "Sales ")]);

        Assert.Equal(["Café", "Sales"], match.Taxonomy.Skills.Keys.Select(name => name.Value));
        var finding = Assert.Single(match.Findings);
        Assert.Equal("skill-case-differs", finding.Rule);
        Assert.Contains("'billing'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_skills_with_one_name_none_is_guessed()
    {
        var match = Match(["Billing"], [Listed("1", "Billing"), Listed("2", "Billing ")]);

        Assert.Empty(match.Taxonomy.Skills);
        Assert.Equal("skill-ambiguous", Assert.Single(match.Findings).Rule);
    }

    [Fact]
    public void An_inactive_namesake_neither_counts_nor_hides_the_active_one()
    {
        var match = Match(["Billing", "Old"], [Listed("1", "Billing") with { IsActive = false }, Listed("2", "Billing"), Listed("3", "Old") with { IsActive = false }]);

        Assert.Equal(new SkillId("2"), match.Taxonomy.Skills[new("Billing")]);
        Assert.Contains("not active", Assert.Single(match.Findings).Message, StringComparison.Ordinal);
    }

    private static TaxonomyMatch Match(string[] declared, ListedSkill[] listed) =>
        TaxonomyMatch.Between(new DeclaredTaxonomy(declared.Select(name => new DeclaredSkill(new(name), null, null, Managed: true, null)), []), [.. listed], null);

    private static ListedSkill Listed(string id, string name) => new(new(id), name, null, null, IsActive: true);
}
