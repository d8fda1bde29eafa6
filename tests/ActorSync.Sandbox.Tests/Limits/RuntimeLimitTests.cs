using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Limits;

public sealed class RuntimeLimitTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 50, TimeSpan.Zero));

    [Fact]
    public async Task What_passed_before_a_limit_was_put_still_counts_and_later_tokens_have_the_new_one()
    {
        await using var target = await StartAsync(options => options with { Limit = new RateLimit(5, 60) });
        await SendAsync(target, 3);

        await target.OkAsync("PUT", "sandbox/limit", """{"limit":"2/60"}""");
        var lowered = await SendAsync(target, 1);
        await target.OkAsync("PUT", "sandbox/limit", """{"limit":4}""");
        var raised = await SendAsync(target, 2);
        target.Use(await target.NewTokenAsync());
        var other = await SendAsync(target, 5);

        Assert.Equal((0, 1, 4), (lowered, raised, other));
    }

    [Fact]
    public async Task A_limit_can_end_and_begin()
    {
        await using var target = await StartAsync(options => options with { Limit = new RateLimit(1, 60) });
        await SendAsync(target, 2);

        await target.OkAsync("PUT", "sandbox/limit", """{"limit":"0"}""");
        var free = await SendAsync(target, 5);
        await target.OkAsync("PUT", "sandbox/limit", """{"limit":"2/60"}""");
        var limited = await SendAsync(target, 5);

        Assert.Equal((5, 2), (free, limited));
    }

    [Fact]
    public async Task A_window_of_another_kind_takes_over_the_count()
    {
        await using var target = await StartAsync(options => options with { Limit = new RateLimit(4, 60) });
        await SendAsync(target, 3);

        await target.OkAsync("PUT", "sandbox/limit", """{"window":"aligned"}""");
        var sameMinute = await SendAsync(target, 5);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var nextMinute = await SendAsync(target, 5);

        Assert.Equal((1, 4), (sameMinute, nextMinute));
    }

    [Fact]
    public async Task The_limit_on_queues_can_change_too()
    {
        await using var target = await StartAsync(options => options with { Limit = new RateLimit(9, 60) });

        await target.OkAsync("PUT", "sandbox/limit", """{"queueLimit":"1/60"}""");

        await target.OkAsync("GET", "api/v2/routing/queues");
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/routing/queues")).Status);
    }

    [Theory]
    [InlineData("""{"limit":"many"}""")]
    [InlineData("""{"window":"round"}""")]
    [InlineData("""{"speed":1}""")]
    [InlineData("""{"at":1}""")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    public async Task What_is_no_limit_changes_nothing(string body)
    {
        await using var target = await StartAsync(options => options with { Limit = new RateLimit(1, 60) });

        Assert.Equal(400, (await target.CallAsync("PUT", "sandbox/limit", body)).Status);
        Assert.Equal(1, await SendAsync(target, 2));
    }

    [Fact]
    public async Task Another_client_takes_its_share_unseen_but_in_the_stats()
    {
        await using var target = await StartAsync(options => options with { Limit = new RateLimit(10, 60), OtherClient = 0.3, Window = WindowKind.Aligned });
        _clock.Advance(TimeSpan.FromSeconds(70) - TimeSpan.FromTicks(1));

        var passed = await SendAsync(target, 10);

        Assert.Equal(7, passed);
        var stats = await target.StatsAsync();
        Assert.Equal("""{"passed":3,"throttled":0}""", stats.GetProperty("otherClient").GetRawText());
        Assert.Equal((10, 3), (stats.GetProperty("api").GetInt32(), stats.GetProperty("throttled").GetInt32()));
        Assert.Equal(11, (await target.LogAsync()).Length);
    }

    /// <summary>Returns how many requests pass.</summary>
    private static async Task<int> SendAsync(Target target, int requests)
    {
        var passed = 0;
        for (var request = 0; request < requests; request++)
        {
            passed += (await target.CallAsync("GET", "api/v2/users")).Status == 200 ? 1 : 0;
        }

        return passed;
    }

    private Task<Target> StartAsync(Func<SandboxOptions, SandboxOptions> with) => Target.GenesysAsync(with: with, clock: _clock);
}
