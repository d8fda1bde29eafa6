namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class UnknownKeysTests : IDisposable
{
    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Theory]
    [InlineData("""{"Targt": {}}""", "Targt", "Target")]
    [InlineData("""{"Target": {"Tokns": 2}}""", "Target:Tokns", "Target:Tokens")]
    [InlineData("""{"Tokens": 2}""", "Tokens", "Target:Tokens")]
    [InlineData("""{"Guard": {"RequestsPerMinute": 2}}""", "Guard:RequestsPerMinute", "Target:RequestsPerMinute")]
    [InlineData("""{"Source": {"Columns": {"employeeid": "x"}}}""", "Source:Columns:employeeid", "Source:Columns:employee_id")]
    [InlineData("""{"Taxonomy": {"Skills": [{"name": "A"}, {"name": "B", "manged": true}]}}""", "Taxonomy:Skills:1:manged", "Taxonomy:Skills:1:managed")]
    [InlineData("""{"Taxonomy": {"Certifications": [{"name": "B", "validityInDays": 1, "gatingSkill": {"name": "A", "levle": 1, "level": 1}}], "Skills": [{"name": "A"}]}}""",
        "Taxonomy:Certifications:0:gatingSkill:levle", "Taxonomy:Certifications:0:gatingSkill:level")]
    public void An_unknown_key_in_the_file_is_told_with_the_nearest_known_one(string file, string key, string nearest)
    {
        var error = _configuration.File(file).Error();

        Assert.Equal((key, nearest), (error.Key, error.Nearest));
        Assert.Equal("config/actorsync.json, line 1", error.Place!.Text.Replace('\\', '/'));
    }

    [Theory]
    [InlineData("ACTORSYNC_Target__Tokns", "Target:Tokns", "ACTORSYNC_Target__Tokens")]
    [InlineData("ACTORSYNC_Target_Tokens", "Target_Tokens", "ACTORSYNC_Target__Tokens")]
    [InlineData("ACTORSYNC_", "", null)]
    [InlineData("actorsync_bogus__key", "bogus:key", null)]
    public void An_unknown_variable_is_told_with_the_nearest_known_one(string variable, string key, string? nearest)
    {
        var error = _configuration.Environment(variable, "2").Error();

        Assert.Equal(key, error.Key);
        Assert.Equal($"environment variable {variable}", error.Place!.Text);
        Assert.StartsWith(nearest ?? "ACTORSYNC_", error.Nearest, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_variables_are_none_of_our_business() => Assert.Empty(_configuration.Environment("ACTORSYNCER", "2").Environment("PATH", "x").Errors());

    [Theory]
    [InlineData("Target:Tokns=2", "Target:Tokns", "Target:Tokens")]
    [InlineData("Tokens=2", "Tokens", "Target:Tokens")]
    [InlineData("Target.Tokens=2", "Target.Tokens", "Target:Tokens")]
    [InlineData("Taxonomy:Skills:0:nme=A", "Taxonomy:Skills:0:nme", "Taxonomy:Skills:0:name")]
    public void An_unknown_set_is_told_with_the_nearest_known_one(string set, string key, string nearest)
    {
        var error = _configuration.Set(set).Error();

        Assert.Equal((key, nearest, "--set"), (error.Key, error.Nearest, error.Place!.Text));
    }

    [Theory]
    [InlineData("Target=2", "Target")]
    [InlineData("Target:Tokens:0=2", "Target:Tokens")]
    [InlineData("Taxonomy:Skills=Billing", "Taxonomy:Skills")]
    [InlineData("Taxonomy:Skills:x=Billing", "Taxonomy:Skills")]
    [InlineData("Taxonomy:Skills=[{]", "Taxonomy:Skills")]
    [InlineData("Target:Tokens", "--set")]
    [InlineData("=3", "--set")]
    public void A_set_of_the_wrong_form_is_told(string set, string key) => Assert.Equal(key, _configuration.Set(set).Error().Key);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var errors = _configuration
            .File("""{"Target": {"Tokens": 51, "Dialekt": "guide"}, "Policy": {"Removal": "allways"}}""")
            .Environment("ACTORSYNC_Guard__MaxRemovalsPercent", "101")
            .Set("Source:Mode=fulll")
            .Errors();

        Assert.Equal(
            ["Guard:MaxRemovalsPercent", "Policy:Removal", "Source:Mode", "Target:Dialekt", "Target:Tokens"],
            errors.Select(error => error.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_message_names_key_place_value_range_and_nearest_word()
    {
        var errors = _configuration.File("{\"Target\": {\n\"Tokens\": 51, \"Dialect\": \"genesis\"}}").Errors();

        Assert.Equal(
            [
                "Target:Dialect (config/actorsync.json, line 2): 'genesis' is not possible here. Allowed: guide, genesys. Nearest: genesys.",
                "Target:Tokens (config/actorsync.json, line 2): '51' is not possible here. Allowed: 1 to 50.",
            ],
            errors.Select(error => error.ToString().Replace('\\', '/')));
    }
}
