using System.Net;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Seeding;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class HttpVersionTests : GatewayTest
{
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task Over_tls_the_newest_version_is_spoken_that_the_target_offers(HttpProtocols offered, string spoken)
    {
        await using var target = await TlsTarget.StartAsync(offered);
        var client = StartClient(target.Trust(Options));

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel)).Status);
        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel)).Status);

        Assert.Equal([spoken, spoken, spoken], target.Protocols);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_before_anything_leaves()
    {
        await using var target = await TlsTarget.StartAsync(HttpProtocols.Http1AndHttp2);
        var client = StartClient(Options with { BaseUrl = target.BaseUrl, LoginUrl = Target.BaseUrl, TotalDeadline = TimeSpan.FromSeconds(0.1) });

        Assert.IsType<TargetOutcome.Unreachable>(await client.SendAsync(Write, Cancel));
        Assert.Empty(target.Protocols);
    }

    [Fact]
    public async Task A_plain_address_is_spoken_to_in_1_1_and_in_2_only_where_that_is_agreed()
    {
        Assert.Equal((HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact), TargetHttp.VersionFor(new Uri("http://target.example"), only: null));

        var options = new SandboxOptions { Dialect = SandboxDialect.Genesys, H2cPort = 0 };
        await using var sandbox = await SandboxHost.StartAsync(options, SandboxSeed.Empty, Time, Cancel);
        var agreed = Options with { BaseUrl = sandbox.H2cAddress!, ClientId = "sandbox", ClientSecret = () => "sandbox", HttpVersion = HttpVersion.Version20 };

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await StartClient(agreed).SendAsync(Read, Cancel)).Status);
    }
}
