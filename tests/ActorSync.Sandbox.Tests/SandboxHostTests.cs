using System.Globalization;
using System.Net;

namespace ActorSync.Sandbox.Tests;

public sealed class SandboxHostTests
{
    [Theory]
    [InlineData(SandboxDialect.Guide, "GET", "api/v2/routing/skills")]
    [InlineData(SandboxDialect.Guide, "GET", "api/v2/users/query")]
    [InlineData(SandboxDialect.Guide, "GET", "api/v2/users/{0}")]
    [InlineData(SandboxDialect.Guide, "PATCH", "api/v2/users/{0}/routingskills/bulk")]
    [InlineData(SandboxDialect.Guide, "PUT", "api/v2/routing/queues/{0}")]
    [InlineData(SandboxDialect.Guide, "GET", "api/v2/routing/skillgroups")]
    [InlineData(SandboxDialect.Genesys, "GET", "api/v2/skills")]
    [InlineData(SandboxDialect.Genesys, "GET", "api/v2/certifications")]
    [InlineData(SandboxDialect.Genesys, "GET", "api/v2/users/{0}/skills")]
    [InlineData(SandboxDialect.Genesys, "PATCH", "api/v2/users/{0}/certifications")]
    [InlineData(SandboxDialect.Genesys, "PATCH", "api/v2/routing/queues/{0}")]
    [InlineData(SandboxDialect.Genesys, "GET", "nowhere")]
    public async Task A_call_of_the_other_dialect_is_not_found(SandboxDialect dialect, string method, string path)
    {
        await using var target = await Target.StartAsync(dialect, null, null);
        var ana = await target.UserIdAsync("0001");

        var (status, error) = await target.CallAsync(method, string.Format(CultureInfo.InvariantCulture, path, ana), method == "GET" ? null : "[]");

        Assert.Equal((404, "not.found"), (status, error.GetProperty("code").GetString()!));
    }

    [Fact]
    public async Task A_body_above_the_limit_is_413_and_one_at_the_limit_is_read()
    {
        await using var target = await Target.GenesysAsync();
        var path = $"api/v2/users/{await target.UserIdAsync("0001")}/routingskills/bulk";

        var (tooLarge, error) = await target.CallAsync("PATCH", path, "[]" + new string(' ', 512_000 - 1));
        var (atLimit, _) = await target.CallAsync("PATCH", path, "[]" + new string(' ', 512_000 - 2));
        using var chunked = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent("[]" + new string(' ', 600_000), System.Text.Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        using var alsoTooLarge = await target.Http.SendAsync(chunked, TestContext.Current.CancellationToken);

        Assert.Equal(413, tooLarge);
        Assert.Equal("request.entity.too.large", error.GetProperty("code").GetString());
        Assert.Equal(200, atLimit);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, alsoTooLarge.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_that_is_no_JSON_by_its_type_is_415(string type)
    {
        await using var target = await Target.GuideAsync();

        using var reply = await target.SendAsync("PATCH", $"api/v2/users/{await target.UserIdAsync("0001")}/skills", "[]", type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
    }

    [Fact]
    public async Task The_second_listener_speaks_HTTP_2_without_TLS()
    {
        await using var target = await Target.GenesysAsync(with: options => options with { H2cPort = 0 });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Host.H2cAddress!, "api/v2/users"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };

        using var reply = await target.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (reply.StatusCode, reply.Version));
        Assert.NotEqual(target.Host.BaseAddress.Port, target.Host.H2cAddress!.Port);
    }

    [Fact]
    public async Task The_date_header_shows_the_offset_clock()
    {
        await using var target = await Target.GuideAsync(with: options => options with { ClockOffset = TimeSpan.FromDays(400) });

        using var reply = await target.SendAsync("GET", "api/v2/users");

        Assert.True(reply.Headers.Date > TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(399));
    }

    [Fact]
    public async Task A_large_answer_is_compressed_for_who_accepts_it()
    {
        await using var target = await Target.GenesysAsync(Seeds.Crowd(active: 500));
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v2/users?pageSize=500");
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var reply = await target.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(["gzip"], reply.Content.Headers.ContentEncoding);
        await using var unzipped = new System.IO.Compression.GZipStream(
            await reply.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), System.IO.Compression.CompressionMode.Decompress);
        var page = await System.Text.Json.JsonDocument.ParseAsync(unzipped, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(500, page.RootElement.GetProperty("entities").GetArrayLength());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        await using var first = await Target.GenesysAsync();
        await using var second = await Target.GenesysAsync();

        Assert.Equal(Users(await first.StateAsync()), Users(await second.StateAsync()));

        static string Users(System.Text.Json.JsonElement state) => state.GetProperty("users").GetRawText() + state.GetProperty("skills").GetRawText();
    }

    [Fact]
    public async Task All_broken_options_are_told_at_once()
    {
        var options = new SandboxOptions { Dialect = SandboxDialect.Guide, Port = -1, VersionClashStatus = 200, ClientSecret = string.Empty };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            SandboxHost.StartAsync(options, Seeds.Small, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("Port", refused.Message, StringComparison.Ordinal);
        Assert.Contains("VersionClashStatus", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ClientSecret", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_ends_when_the_sandbox_is_disposed()
    {
        var target = await Target.GuideAsync();
        Assert.False(target.Host.Completion.IsCompleted);

        await target.DisposeAsync();

        await target.Host.Completion;
    }

    [Fact]
    public async Task Nothing_reaches_the_console()
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var captured = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(captured);
            Console.SetError(captured);
            await using var target = await Target.GuideAsync();
            await target.CallAsync("GET", "api/v2/users");
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }

        Assert.Equal(string.Empty, captured.ToString());
    }
}
