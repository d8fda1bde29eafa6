using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using NodaTime;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class TargetOptionsTests : IDisposable
{
    private static readonly string[] Credentials = ["Target:ClientId=id", "Target:ClientSecret=secret"];

    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void Each_region_gives_both_addresses()
    {
        Assert.Equal(18, GenesysRegions.Domains.Length);
        foreach (var domain in GenesysRegions.Domains)
        {
            using var configuration = new Configuration();
            var target = configuration.Set($"Target:Region={domain.ToUpperInvariant()}").Options().Target;

            Assert.Equal((domain, $"https://api.{domain}/", $"https://login.{domain}/"), (target.Region, target.BaseUrl!.ToString(), target.LoginUrl!.ToString()));
        }
    }

    [Fact]
    public void An_unknown_region_is_told_with_the_nearest() =>
        Assert.Equal("mypurecloud.ie", _configuration.Set("Target:Region=mypurecloud.ei").Error().Nearest);

    [Fact]
    public void A_region_is_an_error_with_the_guide_dialect() =>
        Assert.Equal("Target:Region", _configuration.Set("Target:Dialect=guide", "Target:Region=mypurecloud.ie").Error().Key);

    [Fact]
    public void A_region_beside_an_address_is_an_error() =>
        Assert.Equal("Target:Region", _configuration.Set("Target:Region=mypurecloud.ie", "Target:BaseUrl=https://api.mypurecloud.de").Error().Key);

    [Fact]
    public void An_address_of_a_stronger_layer_overrides_the_region_as_a_whole()
    {
        var target = _configuration.File("""{"Target": {"Region": "mypurecloud.ie"}}""").Set("Target:BaseUrl=http://127.0.0.1:8080").Options().Target;

        Assert.Equal((null, "http://127.0.0.1:8080/", "http://127.0.0.1:8080/"), (target.Region, target.BaseUrl!.ToString(), target.LoginUrl!.ToString()));
    }

    [Fact]
    public void A_region_of_a_stronger_layer_overrides_the_addresses()
    {
        var target = _configuration
            .File("""{"Target": {"BaseUrl": "https://a.example", "LoginUrl": "https://b.example"}}""").Set("Target:Region=mypurecloud.ie").Options().Target;

        Assert.Equal(("https://api.mypurecloud.ie/", "https://login.mypurecloud.ie/"), (target.BaseUrl!.ToString(), target.LoginUrl!.ToString()));
    }

    [Theory]
    [InlineData("http11", "1.1")]
    [InlineData("HTTP2", "2.0")]
    public void A_protocol_is_the_one_version_that_the_gateway_speaks(string given, string version)
    {
        var target = _configuration.Set([.. Credentials, "Target:BaseUrl=http://127.0.0.1:8080", $"Target:Protocol={given}"]).Options().Target;

        Assert.Equal(version, GatewaySettings.From(target).HttpVersion?.ToString());
    }

    [Fact]
    public void Without_a_protocol_the_address_decides() =>
        Assert.Null(GatewaySettings.From(_configuration.Set([.. Credentials, "Target:BaseUrl=http://127.0.0.1:8080"]).Options().Target).HttpVersion);

    [Fact]
    public void A_protocol_that_nobody_speaks_is_an_error() =>
        Assert.Equal("Target:Protocol", _configuration.Set("Target:Protocol=http3").Error().Key);

    [Fact]
    public void The_login_address_is_the_base_address_unless_given()
    {
        Assert.Equal(new Uri("https://a.example/x/"), _configuration.Set("Target:BaseUrl=https://a.example/x").Options().Target.LoginUrl);
        Assert.Equal(new Uri("https://b.example/"), _configuration.Set("Target:LoginUrl=https://b.example").Options().Target.LoginUrl);
    }

    [Fact]
    public void A_region_address_without_its_login_address_gets_a_warning() =>
        Assert.Contains(
            "Target:Region=mypurecloud.ie",
            Assert.Single(_configuration.Set("Target:BaseUrl=https://api.mypurecloud.ie").Loaded().Warnings).What, StringComparison.Ordinal);

    [Theory]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1:5000")]
    [InlineData("http://127.1.2.3")]
    [InlineData("http://[::1]:5000")]
    [InlineData("https://api.example.com")]
    public void A_safe_address_is_taken(string address) => Assert.Empty(_configuration.Set($"Target:BaseUrl={address}").Errors());

    [Theory]
    [InlineData("api.example.com", "absolute")]
    [InlineData("/api", "absolute")]
    [InlineData("ftp://api.example.com", "absolute")]
    [InlineData("file:///etc/passwd", "absolute")]
    [InlineData("http://api.example.com", "https")]
    [InlineData("http://localhost.example.com", "https")]
    [InlineData("http://10.0.0.1", "https")]
    [InlineData("https://user:pass@api.example.com", "password")]
    [InlineData("https://api.example.com?x=1", "query")]
    public void An_unsafe_address_is_refused_with_the_remedy(string address, string remedy)
    {
        var error = _configuration.Set($"Target:BaseUrl={address}").Error();

        Assert.Equal("Target:BaseUrl", error.Key);
        Assert.Contains(remedy, error.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Target:Tokens", "1", "50", "0", "51")]
    [InlineData("Target:RequestsPerMinute", "0", "100000", "-1", "100001")]
    [InlineData("Target:MaxInFlight", "1", "1000", "0", "1001")]
    [InlineData("Target:MaxPause", "0s", "7d", "15", "8d")]
    [InlineData("Target:CacheMaxAge", "0s", "366d", "1 fortnight", "367d")]
    [InlineData("Guard:MaxRemovalsPercent", "0", "100", "-0.1", "100.1")]
    [InlineData("Guard:MaxRowDropPercent", "0", "100 %", "ten", "101")]
    [InlineData("Guard:MaxRemovals", "0", "10000000", "-1", "1.5")]
    [InlineData("Guard:MinimumPopulation", "0", "10000000", "-1", "1e20")]
    public void Quantities_have_a_range(string key, string least, string most, string below, string above)
    {
        foreach (var (value, isAllowed) in new[] { (least, true), (most, true), (below, false), (above, false), ("", false) })
        {
            using var configuration = new Configuration();
            Assert.Equal(isAllowed ? [] : [key], configuration.Set($"{key}={value}").Errors().Select(error => error.Key));
        }
    }

    [Fact]
    public void Durations_are_read_with_their_unit()
    {
        var target = _configuration.File("""{"Target": {"MaxPause": "20 min", "CacheMaxAge": "PT36H"}}""").Options().Target;

        Assert.Equal((Duration.FromMinutes(20), Duration.FromHours(36)), (target.MaxPause, target.CacheMaxAge));
    }

    [Theory]
    [InlineData("guide", LevelScale.IntegersOneToFive)]
    [InlineData("genesys", LevelScale.DecimalsZeroToFive)]
    public void The_dialect_decides_which_levels_there_are(string dialect, LevelScale scale) =>
        Assert.Equal(scale, _configuration.Set($"Target:Dialect={dialect}").Options().Target.Capabilities.Levels);

    [Fact]
    public void A_number_is_no_member_of_a_choice() => Assert.Equal("Target:Dialect", _configuration.Set("Target:Dialect=1").Error().Key);

    [Fact]
    public void A_command_that_talks_to_the_target_is_told_everything_it_lacks() =>
        Assert.Equal(
            ["Target:BaseUrl", "Target:ClientId", "Target:ClientSecret"], _configuration.Errors(talksToTarget: true).Select(error => error.Key));

    [Fact]
    public void A_command_that_does_not_needs_none_of_it() => Assert.Empty(_configuration.Errors());

    [Fact]
    public void An_address_and_credentials_are_enough() =>
        Assert.Empty(_configuration.Set("Target:Region=mypurecloud.ie").Set(Credentials).Errors(talksToTarget: true));

    [Fact]
    public void Postgres_needs_a_connection_string_and_sqlite_takes_none()
    {
        using var sqlite = new Configuration();

        Assert.Equal("Journal:ConnectionString", _configuration.Set("Journal:Provider=postgres").Error().Key);
        Assert.Equal("Journal:ConnectionString", sqlite.Environment("ACTORSYNC_Journal__ConnectionString", "Host=x").Error().Key);
    }
}
