using ActorSync.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class HiddenThingTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));

    [Theory]
    [InlineData(SandboxDialect.Guide, "api/v2/users/{0}/skills")]
    [InlineData(SandboxDialect.Genesys, "api/v2/users/{0}")]
    public async Task A_user_of_a_division_that_is_not_seen_is_403_and_no_permission_is_named(SandboxDialect dialect, string path)
    {
        await using var target = await StartAsync(dialect, "user-forbidden:times=1");
        var ana = await target.UserIdAsync("0001");

        var (status, error) = await target.CallAsync("GET", path.Replace("{0}", ana, StringComparison.Ordinal));

        Assert.Equal((403, "missing.division.permission"), (status, error.GetProperty("code").GetString()!));
        await target.OkAsync("GET", path.Replace("{0}", ana, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_that_is_hidden_by_chance_is_there_when_it_is_asked_for_again()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "user-not-found:probability=0.99");
        var path = $"api/v2/users/{await target.UserIdAsync("0001")}";
        var statuses = new List<int>();
        for (var request = 0; request < 40; request++)
        {
            statuses.Add((await target.CallAsync("GET", path)).Status);
        }

        Assert.Contains(404, statuses);
        Assert.DoesNotContain(statuses.Zip(statuses.Skip(1)), pair => pair is (404, 404));
    }

    [Fact]
    public async Task A_token_can_be_sure_to_live_for_some_seconds()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "token-expires:seconds=10");
        await target.OkAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(401, (await target.CallAsync("GET", "api/v2/users")).Status);
        target.Use(await target.NewTokenAsync());

        await target.OkAsync("GET", "api/v2/users");
    }

    [Theory]
    [InlineData(SandboxDialect.Guide, "PATCH", "{}")]
    [InlineData(SandboxDialect.Genesys, "GET", null)]
    [InlineData(SandboxDialect.Genesys, "PUT", """{"name":"Billing desk"}""")]
    public async Task A_queue_that_exists_can_be_answered_with_404(SandboxDialect dialect, string method, string? body)
    {
        await using var target = await StartAsync(dialect, "queue-not-found:times=1");
        var name = (await target.StateAsync()).GetProperty("queues")[0].GetProperty("name").GetString()!;
        var path = $"api/v2/routing/queues/{await target.QueueIdAsync(name)}";

        Assert.Equal(404, (await target.CallAsync(method, path, body)).Status);
        await target.OkAsync(method, path, body);
    }

    [Theory]
    [InlineData(SandboxDialect.Guide, "api/v2/skills", """{"name":"New"}""")]
    [InlineData(SandboxDialect.Guide, "api/v2/certifications", """{"name":"New","validityInDays":10}""")]
    [InlineData(SandboxDialect.Genesys, "api/v2/routing/skills", """{"name":"New"}""")]
    public async Task What_was_just_created_can_be_found_only_later(SandboxDialect dialect, string path, string body)
    {
        await using var target = await StartAsync(dialect, "created-not-visible:seconds=5");
        var before = (await target.OkAsync("GET", path)).GetProperty("total").GetInt32();
        await target.OkAsync("POST", path, body);

        var hidden = await target.OkAsync("GET", path);
        var again = (await target.CallAsync("POST", path, body)).Status;
        _clock.Advance(TimeSpan.FromSeconds(5));
        var shown = await target.OkAsync("GET", path);

        Assert.Equal((before, 409, before + 1), (hidden.GetProperty("total").GetInt32(), again, shown.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task A_body_that_is_larger_than_a_fault_allows_is_413_and_not_applied()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "request-too-large:size=60");
        var (path, billing) = ($"api/v2/users/{await target.UserIdAsync("0001")}/routingskills/bulk", await target.SkillIdAsync("Billing"));

        var (status, error) = await target.CallAsync("PATCH", path, $$"""[{"id":"{{billing}}","proficiency":4}]""");

        Assert.Equal((413, "request.entity.too.large"), (status, error.GetProperty("code").GetString()!));
        Assert.Equal(3, (await target.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32());
        await target.OkAsync("PATCH", path, "[]");
    }

    private Task<Target> StartAsync(SandboxDialect dialect, params string[] faults) => Target.StartAsync(
        dialect,
        null,
        options => options with { Faults = [.. faults.Select(text => FaultRule.TryParse(text, out var problem) ?? throw new ArgumentException(problem))] },
        _clock);
}
