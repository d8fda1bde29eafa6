using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class SampleConfigurationTests
{
    [Theory]
    [InlineData("genesys")]
    [InlineData("guide")]
    public void The_shipped_configuration_loads_without_errors_or_warnings_on_both_dialects(string dialect)
    {
        var file = RepositoryFile.Find("config", "actorsync.json");

        var result = ConfigurationLoader.Load(file, new Dictionary<string, string?>(), [$"Target:Dialect={dialect}"], AppContext.BaseDirectory);

        Assert.Empty(result is ConfigurationResult.Refused refused ? refused.Errors.Select(error => error.ToString()) : []);
        Assert.Empty(result.Warnings.Select(warning => warning.ToString()));
        var loaded = Assert.IsType<ConfigurationResult.Loaded>(result);
        Assert.NotEmpty(loaded.Options.Taxonomy.Skills);
        Assert.NotEmpty(loaded.Options.Taxonomy.Certifications);
        Assert.Equal(RepositoryFile.Find("data"), loaded.Options.State.Directory);
    }
}
