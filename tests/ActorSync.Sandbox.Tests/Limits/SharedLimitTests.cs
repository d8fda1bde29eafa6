using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class SharedLimitTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task A_limit_of_the_organisation_on_queues_is_named_in_the_body_and_in_the_log(SandboxDialect dialect)
    {
        await using var target = await StartAsync(dialect, options => options with { Limit = new RateLimit(5, 60), QueueLimit = new RateLimit(1, 60) });
        await target.OkAsync("GET", "api/v2/routing/queues");

        var (status, error) = await target.CallAsync("GET", "api/v2/routing/queues");

        Assert.Equal((429, """{"key":"organization.queue.requests.rate.per.minute","namespace":"routing","value":1}"""), (status, error.GetProperty("limit").GetRawText()));
        Assert.Equal("organization.queue.requests.rate.per.minute", (await target.LogAsync())[^1].GetProperty("limit").GetString());
        await target.OkAsync("GET", "api/v2/users");
    }

    [Fact]
    public async Task A_limit_of_a_route_holds_for_all_tokens_there_and_for_no_other_route()
    {
        Assert.True(RouteLimit.TryParse("GET /api/v2/users/{id}=2/10", out var limit));
        await using var target = await StartAsync(SandboxDialect.Genesys, options => options with { RouteLimits = [limit] });
        var path = $"api/v2/users/{await target.UserIdAsync("0001")}";
        await target.OkAsync("GET", path);
        target.Use(await target.NewTokenAsync());
        await target.OkAsync("GET", path);

        var (status, error) = await target.CallAsync("GET", path);

        Assert.Equal((429, """{"key":"route.requests.rate.per.minute","namespace":"platform.api","value":12}"""), (status, error.GetProperty("limit").GetRawText()));
        await target.OkAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromSeconds(10));
        await target.OkAsync("GET", path);
    }

    [Fact]
    public async Task A_limit_of_the_organisation_on_everything_holds_for_all_tokens_together()
    {
        await using var target = await StartAsync(SandboxDialect.Guide, options => options with { OrganizationLimit = new RateLimit(2, 60) });
        await target.OkAsync("GET", "api/v2/users");
        target.Use(await target.NewTokenAsync());
        await target.OkAsync("GET", "api/v2/skills");

        var (status, error) = await target.CallAsync("GET", "api/v2/users");

        Assert.Equal((429, "organization.requests.rate.per.minute"), (status, error.GetProperty("limit").GetProperty("key").GetString()!));
    }

    [Fact]
    public async Task A_refusal_by_a_shared_limit_takes_nothing_from_the_others()
    {
        Assert.True(RouteLimit.TryParse("GET /api/v2/routing/queues=1/60", out var limit));
        await using var target = await StartAsync(
            SandboxDialect.Genesys, options => options with { RouteLimits = [limit], OrganizationLimit = new RateLimit(3, 60), Limit = new RateLimit(3, 60) });
        await target.OkAsync("GET", "api/v2/routing/queues");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            Assert.Equal(429, (await target.CallAsync("GET", "api/v2/routing/queues")).Status);
        }

        await target.OkAsync("GET", "api/v2/users");
        await target.OkAsync("GET", "api/v2/users");
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/users")).Status);
    }

    [Fact]
    public async Task The_token_endpoint_has_a_limit_of_its_own_and_answers_with_its_400()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, options => options with { TokenLimit = new RateLimit(2, 60) });
        using var second = await target.TokenAsync("sandbox", "sandbox");

        using var third = await target.TokenAsync("sandbox", "sandbox");
        _clock.Advance(TimeSpan.FromSeconds(60));
        using var later = await target.TokenAsync("sandbox", "sandbox");

        Assert.Equal((200, 400, 200), ((int)second.StatusCode, (int)third.StatusCode, (int)later.StatusCode));
        var body = JsonElement.Parse(await third.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("invalid_request", body.GetProperty("error").GetString());
        Assert.StartsWith("rate limit exceeded;", body.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("GET /api/v2/users")]
    [InlineData("=5")]
    [InlineData("GET /api/v2/users=many")]
    public void What_is_no_limit_of_a_route_is_refused(string text) => Assert.False(RouteLimit.TryParse(text, out _));

    [Fact]
    public async Task A_limit_of_a_route_that_is_not_served_or_that_has_one_already_is_refused_at_the_start()
    {
        var twice = new RouteLimit("GET /api/v2/users/{a}/skills", RateLimit.Default);
        var options = new SandboxOptions { Dialect = SandboxDialect.Guide, RouteLimits = [new RouteLimit("GET /nowhere", RateLimit.Default), twice, twice with { Route = "get /api/v2/users/{b}/skills" }] };

        var refused = await Assert.ThrowsAsync<ArgumentException>(() =>
            SandboxHost.StartAsync(options, Seeds.Small, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Contains("'GET /nowhere' is no route", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'GET /api/v2/users/{userId}/skills' has more than one limit", refused.Message, StringComparison.Ordinal);
    }

    private Task<Target> StartAsync(SandboxDialect dialect, Func<SandboxOptions, SandboxOptions> with) => Target.StartAsync(dialect, null, with, _clock);
}
