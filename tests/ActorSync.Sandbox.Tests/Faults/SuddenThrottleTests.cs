using ActorSync.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class SuddenThrottleTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));

    [Fact]
    public async Task A_429_out_of_the_blue_keeps_the_token_out_until_its_instant()
    {
        await using var target = await GenesysAsync(RateLimit.None, "too-many-requests:seconds=200,times=1");

        using var first = await target.SendAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromSeconds(50));
        using var early = await target.SendAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromSeconds(150));

        Assert.Equal("200", Assert.Single(first.Headers.GetValues("Retry-After")));
        Assert.Equal("150", Assert.Single(early.Headers.GetValues("Retry-After")));
        await target.OkAsync("GET", "api/v2/users");
    }

    [Fact]
    public async Task A_pause_does_not_end_earlier_because_a_shorter_one_comes()
    {
        await using var target = await GenesysAsync(RateLimit.None, "too-many-requests:seconds=200,times=1", "too-many-requests:seconds=1,times=1");

        using var first = await target.SendAsync("GET", "api/v2/users");
        using var second = await target.SendAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromSeconds(199));
        using var early = await target.SendAsync("GET", "api/v2/users");

        Assert.Equal(["200", "200", "1"], new[] { first, second, early }.Select(reply => Assert.Single(reply.Headers.GetValues("Retry-After"))));
    }

    [Fact]
    public async Task A_429_out_of_the_blue_while_the_window_is_used_up_names_the_longer_wait()
    {
        await using var target = await GenesysAsync(new RateLimit(1, 60), "too-many-requests:seconds=1,skip=1,times=1");
        await target.OkAsync("GET", "api/v2/users");

        using var refused = await target.SendAsync("GET", "api/v2/users");

        Assert.Equal("60", Assert.Single(refused.Headers.GetValues("Retry-After")));
    }

    private Task<Target> GenesysAsync(RateLimit limit, params string[] faults) => Target.GenesysAsync(
        Seeds.Small,
        options => options with { Limit = limit, Faults = [.. faults.Select(text => FaultRule.TryParse(text, out var problem) ?? throw new ArgumentException(problem))] },
        _clock);
}
