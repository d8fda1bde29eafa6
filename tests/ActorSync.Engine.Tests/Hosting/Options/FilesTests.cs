using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class FilesTests : IDisposable
{
    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void A_named_file_must_exist()
    {
        var error = _configuration.Error("missing.json");

        Assert.Equal("missing.json", error.Key);
        Assert.Contains("no such configuration file", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_configuration_file() =>
        Assert.Contains("file", _configuration.Error(_configuration.Directory).What, StringComparison.Ordinal);

    [Fact]
    public void A_relative_state_directory_starts_where_the_folder_config_stands()
    {
        _configuration.File("""{"State": {"Directory": "state"}}""", "elsewhere/config/mine.json");

        var loaded = _configuration.Loaded("elsewhere/config/mine.json");

        Assert.Equal(Path.Combine(_configuration.Directory, "elsewhere", "state"), loaded.Options.State.Directory);
        Assert.Equal(Path.Combine(_configuration.Directory, "elsewhere"), loaded.Origins.BaseDirectory);
        Assert.Equal(Path.Combine(_configuration.Directory, "elsewhere", "config", "mine.json"), loaded.Origins.File);
    }

    [Fact]
    public void With_a_file_that_stands_in_no_config_folder_it_starts_in_the_current_one() =>
        Assert.Equal(
            Path.Combine(_configuration.Directory, "data"),
            _configuration.File("{}", "elsewhere/mine.json").Loaded("elsewhere/mine.json").Options.State.Directory);

    [Fact]
    public void A_full_state_directory_stays_as_it_is()
    {
        var full = Path.Combine(Path.GetTempPath(), "somewhere");
        Assert.Equal(full, _configuration.Set($"State:Directory={full}").Options().State.Directory);
    }

    [Fact]
    public void Each_target_has_a_folder_of_its_own_in_the_state_directory() =>
        Assert.Equal(
            Path.Combine(_configuration.Directory, "data", "sandbox-guide"),
            _configuration.Options().State.FolderOf(Engine.Hosting.TargetIdentity.Sandbox(TargetDialect.Guide)));

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n\"Target\": {\n\"Tokens\" 2}}", 3)]
    [InlineData("{\n\"Target\": nonsense}", 2)]
    [InlineData("{} {}", 1)]
    [InlineData("{\"Source\": {\"Name\": \"\\ud800\"}}", 1)]
    public void A_file_that_is_not_JSON_is_told_with_its_line(string text, int line)
    {
        var error = _configuration.File(text).Error();

        Assert.Equal($"config/actorsync.json, line {line}", error.Place!.Text.Replace('\\', '/'));
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_told()
    {
        _configuration.File("{}");
        File.WriteAllBytes(Path.Combine(_configuration.Directory, "config", "actorsync.json"), [(byte)'"', 0xF6, (byte)'"']);

        Assert.Contains("UTF-8", _configuration.Error().What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "configuration")]
    [InlineData("""{"Target": 3}""", "Target")]
    [InlineData("""{"Target": {"Tokens": [1]}}""", "Target:Tokens")]
    [InlineData("""{"Target": {"Tokens": {"x": 1}}}""", "Target:Tokens")]
    [InlineData("""{"Target": {"ClientId": 12}}""", "Target:ClientId")]
    [InlineData("""{"Scope": {"Divisions": "A"}}""", "Scope:Divisions")]
    [InlineData("""{"Scope": {"Divisions": ["A", 3]}}""", "Scope:Divisions")]
    [InlineData("""{"Scope": {"Divisions": ["A", " A"]}}""", "Scope:Divisions")]
    [InlineData("""{"Taxonomy": {"Skills": {"name": "A"}}}""", "Taxonomy:Skills")]
    [InlineData("""{"Taxonomy": {"Skills": ["A"]}}""", "Taxonomy:Skills:0")]
    [InlineData("""{"Taxonomy": {"Skills": [null]}}""", "Taxonomy:Skills:0")]
    [InlineData("""{"Taxonomy": {"Certifications": [{"name": "A", "validityInDays": 3, "gatingSkill": "B"}]}}""", "Taxonomy:Certifications:0:gatingSkill")]
    public void A_value_of_the_wrong_form_is_an_error_of_its_key(string file, string key) =>
        Assert.Equal(key, _configuration.File(file).Error().Key);
}
