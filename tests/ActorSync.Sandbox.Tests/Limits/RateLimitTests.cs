using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class RateLimitTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));

    [Theory]
    [InlineData("300", 300, 60)]
    [InlineData("300/10", 300, 10)]
    [InlineData("0", 0, 60)]
    public void A_limit_is_read_from_text(string text, int requests, int seconds)
    {
        Assert.True(RateLimit.TryParse(text, out var limit));
        Assert.Equal(new RateLimit(requests, seconds), limit);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-1")]
    [InlineData("5/0")]
    [InlineData("5/1/1")]
    [InlineData("many")]
    public void What_is_no_limit_is_refused(string? text) => Assert.False(RateLimit.TryParse(text, out _));

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task Beyond_the_allowance_is_429_with_whole_seconds_rounded_up(SandboxDialect dialect)
    {
        await using var target = await LimitedAsync(dialect, WindowKind.Fixed);
        await target.OkAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await target.OkAsync("GET", "api/v2/users");

        using var refused = await target.SendAsync("GET", "api/v2/users");

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.Equal("10", Header(refused, "Retry-After"));
        var error = JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("Rate limit exceeded the maximum. Retry the request in [10] seconds", error.GetProperty("message").GetString());
        Assert.Equal("too.many.requests.retry.after", error.GetProperty("code").GetString());
        string[] fields = dialect == SandboxDialect.Genesys
            ? ["message", "code", "status", "contextId", "details", "errors", "limit"]
            : ["message", "code", "status", "messageParams", "contextId", "details", "errors", "limit"];
        Assert.Equal(fields, error.EnumerateObject().Select(property => property.Name));
        Assert.Equal("""{"key":"client.credentials.token.rate.per.minute","namespace":"platform.api","value":12}""", error.GetProperty("limit").GetRawText());
        Assert.Equal(dialect == SandboxDialect.Genesys, refused.Headers.Contains("ININ-Correlation-Id"));
    }

    [Theory]
    [InlineData(WindowKind.Fixed, 2)]
    [InlineData(WindowKind.Sliding, 1)]
    public async Task Who_waits_the_told_seconds_passes_again(WindowKind window, int passing)
    {
        await using var target = await LimitedAsync(SandboxDialect.Genesys, window);
        await target.OkAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromMilliseconds(2_300));
        await target.OkAsync("GET", "api/v2/users");
        using var refused = await target.SendAsync("GET", "api/v2/users");
        var seconds = int.Parse(Header(refused, "Retry-After"), CultureInfo.InvariantCulture);
        Assert.Equal(8, seconds);

        _clock.Advance(TimeSpan.FromSeconds(seconds));

        var statuses = new List<int>();
        for (var request = 0; request < 3; request++)
        {
            statuses.Add((await target.CallAsync("GET", "api/v2/users")).Status);
        }

        Assert.Equal(passing, statuses.Count(status => status == 200));
    }

    [Fact]
    public async Task A_throttled_write_is_not_applied_and_takes_nothing_from_the_allowance()
    {
        await using var target = await LimitedAsync(SandboxDialect.Genesys, WindowKind.Sliding);
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));
        await target.OkAsync("GET", "api/v2/users");
        await target.OkAsync("GET", "api/v2/users");
        var before = (await target.StateAsync()).GetRawText();
        for (var attempt = 0; attempt < 50; attempt++)
        {
            Assert.Equal(429, (await target.CallAsync("DELETE", $"api/v2/users/{ana}/routingskills/{billing}")).Status);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal(before, (await target.StateAsync()).GetRawText());
        _clock.Advance(TimeSpan.FromSeconds(5));
        await target.OkAsync("DELETE", $"api/v2/users/{ana}/routingskills/{billing}");
        await target.OkAsync("GET", "api/v2/users");
    }

    [Fact]
    public async Task Each_token_has_an_allowance_of_its_own()
    {
        await using var target = await LimitedAsync(SandboxDialect.Genesys, WindowKind.Fixed);
        await target.OkAsync("GET", "api/v2/users");
        await target.OkAsync("GET", "api/v2/users");
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/users")).Status);

        target.Use(await target.NewTokenAsync());

        await target.OkAsync("GET", "api/v2/users");
    }

    [Fact]
    public async Task The_organisation_has_one_allowance_for_queues_and_a_refusal_there_costs_the_token_nothing()
    {
        await using var target = await Target.GenesysAsync(
            with: options => options with { Limit = new RateLimit(3, 10), QueueLimit = new RateLimit(1, 10) }, clock: _clock);
        await target.OkAsync("GET", "api/v2/routing/queues");

        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/routing/queues")).Status);
        await target.OkAsync("GET", "api/v2/users");
        await target.OkAsync("GET", "api/v2/users");
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/users")).Status);
        target.Use(await target.NewTokenAsync());
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/routing/queues")).Status);
    }

    [Theory]
    [InlineData(WindowKind.Fixed)]
    [InlineData(WindowKind.Sliding)]
    public async Task Of_many_requests_at_once_exactly_the_allowance_passes(WindowKind window)
    {
        await using var target = await Target.GenesysAsync(
            with: options => options with { Limit = new RateLimit(100, 60), Window = window }, clock: _clock);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 250).Select(async _ => (await target.CallAsync("GET", "api/v2/users")).Status));

        Assert.Equal(100, statuses.Count(status => status == 200));
        Assert.Equal(150, statuses.Count(status => status == 429));
        Assert.Equal(150, (await target.StatsAsync()).GetProperty("throttled").GetInt32());
    }

    private Task<Target> LimitedAsync(SandboxDialect dialect, WindowKind window) =>
        Target.StartAsync(dialect, null, options => options with { Limit = new RateLimit(2, 10), Window = window }, _clock);

    private static string Header(HttpResponseMessage reply, string name) => Assert.Single(reply.Headers.GetValues(name));
}
