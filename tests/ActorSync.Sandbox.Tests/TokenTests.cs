using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests;

public sealed class TokenTests
{
    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task A_token_has_the_shape_of_the_contract(SandboxDialect dialect)
    {
        await using var target = await Target.StartAsync(dialect, null, null);

        using var reply = await target.TokenAsync("sandbox", "sandbox");

        var token = await JsonAsync(reply);
        Assert.Equal(["access_token", "token_type", "expires_in"], token.EnumerateObject().Select(property => property.Name));
        Assert.Equal("bearer", token.GetProperty("token_type").GetString());
        Assert.Equal(86_400, token.GetProperty("expires_in").GetInt32());
    }

    [Theory]
    [InlineData("sandbox", "wrong", "client_credentials", "invalid_client")]
    [InlineData("nobody", "sandbox", "client_credentials", "invalid_client")]
    [InlineData("sandbox", "sandbox", "password", "unsupported_grant_type")]
    public async Task Wrong_credentials_and_other_grants_are_400(string id, string secret, string grant, string error)
    {
        await using var target = await Target.GuideAsync();

        using var reply = await target.TokenAsync(id, secret, grant);

        Assert.Equal(400, (int)reply.StatusCode);
        var body = await JsonAsync(reply);
        Assert.Equal(["error", "error_description"], body.EnumerateObject().Select(property => property.Name));
        Assert.Equal(error, body.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_missing_a_wrong_and_an_expired_token_are_401()
    {
        var clock = new FakeTimeProvider();
        await using var target = await Target.GuideAsync(with: options => options with { TokenLifetime = TimeSpan.FromMinutes(5) }, clock: clock);
        await target.OkAsync("GET", "api/v2/users");

        clock.Advance(TimeSpan.FromMinutes(5));
        var expired = await target.CallAsync("GET", "api/v2/users");
        target.Use("nobody-gave-it");
        var wrong = await target.CallAsync("GET", "api/v2/users");
        target.Http.DefaultRequestHeaders.Authorization = null;
        var missing = await target.CallAsync("GET", "api/v2/users");

        Assert.Equal((401, "bad.credentials"), (expired.Status, expired.Body.GetProperty("code").GetString()!));
        Assert.Equal((401, "bad.credentials"), (wrong.Status, wrong.Body.GetProperty("code").GetString()!));
        Assert.Equal((401, "authentication.required"), (missing.Status, missing.Body.GetProperty("code").GetString()!));
        Assert.Equal(["t1", "t1", null, null], (await target.LogAsync()).Skip(1).Select(entry => entry.GetProperty("token").GetString()));
    }

    [Theory]
    [InlineData(SandboxDialect.Guide, "user:read", "PATCH", "api/v2/users/{0}/skills", "missing.permissions")]
    [InlineData(SandboxDialect.Guide, "user:read", "GET", "api/v2/skills", "missing.permissions")]
    [InlineData(SandboxDialect.Guide, "routing:read", "GET", "api/v2/coaching/appointments", "missing.permissions")]
    [InlineData(SandboxDialect.Guide, "routing:read", "POST", "api/v2/skills", "missing.permissions")]
    [InlineData(SandboxDialect.Genesys, "directory:user:view", "PATCH", "api/v2/users/{0}", "missing.any.permissions")]
    [InlineData(SandboxDialect.Genesys, "directory:user:view", "PATCH", "api/v2/users/{0}/routingskills/bulk", "missing.any.permissions")]
    [InlineData(SandboxDialect.Genesys, "directory:user:view", "GET", "api/v2/routing/skills", "missing.any.permissions")]
    [InlineData(SandboxDialect.Genesys, "routing:skill:view", "POST", "api/v2/routing/skills", "missing.any.permissions")]
    [InlineData(SandboxDialect.Genesys, "routing:skill:view", "GET", "api/v2/users", "missing.any.permissions")]
    [InlineData(SandboxDialect.Genesys, "routing:queue:view", "PUT", "api/v2/routing/queues/{0}", "missing.any.permissions")]
    public async Task A_call_without_its_permission_is_403_and_names_it(SandboxDialect dialect, string granted, string method, string path, string code)
    {
        await using var target = await Target.StartAsync(dialect, null, options => options with { Permissions = [granted] });
        var ana = await target.UserIdAsync("0001");

        var (status, error) = await target.CallAsync(method, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, ana), method == "GET" ? null : "[]");

        Assert.Equal((403, code), (status, error.GetProperty("code").GetString()!));
        Assert.Contains(":", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(granted, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_permission_is_refused_at_the_start()
    {
        var options = new SandboxOptions { Dialect = SandboxDialect.Guide, Permissions = ["routing:skill:view"] };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            SandboxHost.StartAsync(options, Seeds.Small, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("routing:skill:view", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage reply) =>
        JsonElement.Parse(await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
