using System.Text.Json;
using ActorSync.Engine.Hosting.Options;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class SecretTests : IDisposable
{
    private const string Value = "hunter2-S3cr3t";

    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void A_secret_prints_as_a_mask() => Assert.Equal("*** ***", $"{new Secret(Value)} {new Secret(Value)}");

    [Fact]
    public void A_secret_is_never_serialised_nor_read_back()
    {
        var options = new TargetOptions { ClientId = "id", ClientSecret = new Secret(Value) };

        var json = JsonSerializer.Serialize(options.ClientSecret);

        Assert.Equal("\"***\"", json);
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Secret>(json));
        Assert.DoesNotContain(Value, options.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_comes_from_the_environment_without_a_warning()
    {
        var loaded = _configuration.Environment("ACTORSYNC_Target__ClientSecret", $" {Value}").Loaded();

        Assert.Equal($" {Value}", loaded.Options.Target.ClientSecret!.Reveal());
        Assert.Empty(loaded.Warnings);
    }

    [Fact]
    public void A_secret_in_the_file_or_on_the_command_line_is_taken_with_a_warning()
    {
        using var other = new Configuration();

        Assert.Single(_configuration.File("{\"Target\": {\"ClientSecret\": \"" + Value + "\"}}").Loaded().Warnings);
        Assert.Single(other.Set($"Target:ClientSecret={Value}").Loaded().Warnings);
    }

    [Fact]
    public void The_secrets_file_is_read_relative_to_the_config_folder_and_trimmed()
    {
        _configuration.File($"\n {Value} \n", "elsewhere/secrets/client").File("""{"Target": {"ClientId": "id", "Region": "mypurecloud.ie"}}""", "elsewhere/config/x.json");

        var loaded = _configuration.Set("Target:ClientSecretFile=secrets/client").Loaded("elsewhere/config/x.json", talksToTarget: true);

        Assert.Equal(Value, loaded.Options.Target.ClientSecret!.Reveal());
    }

    [Fact]
    public void A_secrets_file_is_not_needed_by_a_command_that_does_not_log_in() =>
        Assert.Null(_configuration.Set("Target:ClientSecretFile=missing").Options().Target.ClientSecret);

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData(" \n", "is empty")]
    public void A_secrets_file_that_holds_no_secret_is_an_error(string? content, string what)
    {
        if (content is not null)
        {
            _configuration.File(content, "client");
        }

        var error = _configuration.Set("Target:ClientSecretFile=client", "Target:ClientId=id", "Target:Region=mypurecloud.ie").Error(talksToTarget: true);

        Assert.Contains(what, error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_and_a_secrets_file_are_an_error() =>
        Assert.Equal("Target:ClientSecretFile", _configuration
            .Environment("ACTORSYNC_Target__ClientSecret", Value).Set("Target:ClientSecretFile=client").Error().Key);

    [Theory]
    [InlineData("Target:ClientSecrett=" + Value)]
    [InlineData("ClientSecret=" + Value)]
    [InlineData("Secret:Target=" + Value)]
    [InlineData("Target:ClientSecret " + Value)]
    [InlineData("Target:ClientSecret:" + Value)]
    [InlineData("Target:ClientSecret:" + Value + "=x")]
    [InlineData("Target={\"ClientSecret\": \"" + Value + "\"")]
    [InlineData("Target={\"ClientSecret\": " + Value + "}")]
    [InlineData("Target:ClientSecretFile=" + Value)]
    [InlineData("Target:BaseUrl=https://id:" + Value + "@api.example.com")]
    [InlineData("Target:BaseUrl=" + Value)]
    [InlineData("Journal:ConnectionString=" + Value)]
    public void No_message_about_a_set_repeats_the_secret(string set)
    {
        var errors = _configuration.Set(set).Errors(talksToTarget: true);

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.DoesNotContain(Value, error.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("{\"Target\": {\"ClientSecret\": \"" + Value + "\n\"}}")]
    [InlineData("{\"Target\": {\"ClientSecret\": " + Value + "}}")]
    [InlineData("{\"Target\": {\"ClientSecret\": t" + Value + "}}")]
    [InlineData("{\"Target\": {\"ClientSecret\": [\"" + Value + "\"]}}")]
    [InlineData("{\"Target\": {\"ClientSecret\": {\"" + Value + "\": 1}}}")]
    [InlineData("{\"Target\": {\"ClientSecret\": \"" + Value + "\", \"clientsecret\": \"" + Value + "\"}}")]
    [InlineData("{\"Target\": {\"ClientSecrett\": \"" + Value + "\"}}")]
    [InlineData("{\"Target\": \"" + Value + "\"}")]
    [InlineData("\"" + Value + "\"")]
    public void No_message_about_the_file_repeats_the_secret(string file)
    {
        var errors = _configuration.File(file).Errors();

        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.DoesNotContain(Value, error.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void No_value_of_any_kind_makes_the_loader_throw_or_tell_a_secret()
    {
        var keys = OptionKeys.All.Select(key => key.Path.Replace("[]", ":0", StringComparison.Ordinal)).ToArray();
        var sets =
            from key in Gen.Elements(keys)
            from value in ArbMap.Default.GeneratorFor<string>()
            select $"{key}={value}";

        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(Gen.ListOf(sets).ToArbitrary(), given =>
        {
            var result = ConfigurationLoader.Load(
                null,
                new Dictionary<string, string?> { ["ACTORSYNC_Target__ClientSecret"] = Value },
                [.. given],
                _configuration.Directory);
            var told = result.Warnings.AddRange(result is ConfigurationResult.Refused refused ? refused.Errors : []);
            return told.All(problem => !problem.ToString().Contains(Value, StringComparison.Ordinal) && !problem.ToString().Contains('\n', StringComparison.Ordinal));
        }));
    }

    [Fact]
    public void No_key_shows_a_secret()
    {
        var options = _configuration
            .File("""{"Target": {"Region": "mypurecloud.ie", "Tokens": 4}}""")
            .Environment("ACTORSYNC_Target__ClientSecret", Value)
            .Environment("ACTORSYNC_Journal__ConnectionString", $"Host=x;Password={Value}")
            .Set("Journal:Provider=postgres")
            .Loaded().Options;

        var shown = OptionKeys.All.ToDictionary(key => key.Path, key => key.Show(options));

        Assert.DoesNotContain(shown.Values, value => value?.Contains(Value, StringComparison.Ordinal) == true);
        Assert.Equal(("***", "***", "4"), (shown["Target:ClientSecret"], shown["Journal:ConnectionString"], shown["Target:Tokens"]));
    }
}
