using System.Text;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class TaxonomyBindingTests : IDisposable
{
    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void Skills_and_certifications_are_declared_with_their_defaults()
    {
        var taxonomy = _configuration.File("""
            {"Taxonomy": {
              "Skills": [{"name": " Billing ", "description": "Invoices", "defaultLevel": 3.10}, {"name": "Refunds", "parent": "Billing", "managed": false}, {"name": "Gate"}],
              "Certifications": [{"name": "PCI", "validityInDays": 365, "gatingSkill": {"name": "Gate", "level": 5}}]}}
            """).Options().Taxonomy;

        Assert.Equal(["Billing Invoices  True 3.1", "Gate   True ", "Refunds  Billing False "],
            taxonomy.Skills.Select(skill => $"{skill.Name} {skill.Description} {skill.Parent} {skill.Managed} {skill.DefaultLevel}"));
        Assert.Equal(["PCI  365 Gate 5 True"],
            taxonomy.Certifications.Select(c => $"{c.Name} {c.Description} {c.ValidityInDays} {c.Gate!.Name} {c.Gate.Level} {c.Managed}"));
    }

    [Fact]
    public void Names_are_kept_in_NFC_and_compared_so() =>
        Assert.Contains("declared twice", _configuration
            .Set("Taxonomy:Skills:0:name=Français", $"Taxonomy:Skills:1:name={"Français".Normalize(NormalizationForm.FormD)}").Error().What, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"Skills": [{"description": "x"}]}""", "Taxonomy:Skills:0:name")]
    [InlineData("""{"Skills": [{"name": " "}]}""", "Taxonomy:Skills:0:name")]
    [InlineData("""{"Skills": [{"name": "A", "managed": "perhaps"}]}""", "Taxonomy:Skills:0:managed")]
    [InlineData("""{"Skills": [{"name": "A", "defaultLevel": 6}]}""", "Taxonomy:Skills:0:defaultLevel")]
    [InlineData("""{"Skills": [{"name": "A", "defaultLevel": 0}]}""", "Taxonomy:Skills:0:defaultLevel")]
    [InlineData("""{"Skills": [{"name": "A"}, {"name": "a"}]}""", "Taxonomy:Skills:1:name")]
    [InlineData("""{"Skills": [{"name": "A", "parent": "B"}]}""", "Taxonomy:Skills:0:parent")]
    [InlineData("""{"Certifications": [{"name": "A"}]}""", "Taxonomy:Certifications:0:validityInDays")]
    [InlineData("""{"Certifications": [{"name": "A", "validityInDays": 0}]}""", "Taxonomy:Certifications:0:validityInDays")]
    [InlineData("""{"Certifications": [{"name": "A", "validityInDays": 36501}]}""", "Taxonomy:Certifications:0:validityInDays")]
    [InlineData("""{"Certifications": [{"name": "A", "validityInDays": 365.5}]}""", "Taxonomy:Certifications:0:validityInDays")]
    [InlineData("""{"Certifications": [{"name": "A", "validityInDays": 1, "gatingSkill": {"name": "B"}}]}""", "Taxonomy:Certifications:0:gatingSkill:level")]
    [InlineData("""{"Certifications": [{"name": "A", "validityInDays": 1, "gatingSkill": {"name": "B", "level": 1}}]}""", "Taxonomy:Certifications:0:gatingSkill:name")]
    public void A_flaw_is_told_of_the_member_where_it_can_be_mended(string taxonomy, string key)
    {
        var error = _configuration.File("{\"Taxonomy\": " + taxonomy + "}").Error();

        Assert.Equal(key, error.Key);
        Assert.NotNull(error.Place);
    }

    [Fact]
    public void A_flaw_is_told_with_the_line_of_its_value() =>
        Assert.EndsWith("line 3", _configuration
            .File("{\"Taxonomy\": {\"Skills\": [\n{\"name\": \"A\",\n\"parent\": \"B\"}]}}").Error().Place!.Text, StringComparison.Ordinal);

    [Fact]
    public void The_guide_dialect_has_whole_levels() =>
        Assert.Equal("Taxonomy:Skills:0:defaultLevel", _configuration
            .Set("Target:Dialect=guide", "Taxonomy:Skills:0:name=A", "Taxonomy:Skills:0:defaultLevel=2.5").Error().Key);

    [Fact]
    public void A_name_that_carries_a_date_gets_a_warning_that_says_why_static_names_matter()
    {
        var warning = Assert.Single(_configuration
            .File("""{"Taxonomy": {"Skills": [{"name": "Billing"}], "Certifications": [{"name": "PCI_DSS_Jan2025", "validityInDays": 365}]}}""").Loaded().Warnings);

        Assert.Equal("Taxonomy:Certifications:0:name", warning.Key);
        Assert.Contains("'Jan2025'", warning.What, StringComparison.Ordinal);
        Assert.Contains("history refer to names", warning.What, StringComparison.Ordinal);
        Assert.Contains("Call it 'PCI_DSS'", warning.What, StringComparison.Ordinal);
    }
}
