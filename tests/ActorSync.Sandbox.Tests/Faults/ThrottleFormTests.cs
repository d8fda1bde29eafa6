using System.Text.Json;
using ActorSync.Sandbox.Faults;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class ThrottleFormTests
{
    private const string WithNumber = "Rate limit exceeded the maximum. Retry the request in [3] seconds";

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddMilliseconds(400));

    [Theory]
    [InlineData(null, "3", WithNumber)]
    [InlineData("retry-after-missing", null, WithNumber)]
    [InlineData("retry-after-date", "Mon, 06 May 2030 07:08:13 GMT", WithNumber)]
    [InlineData("retry-after-rfc850", "Monday, 06-May-30 07:08:13 GMT", WithNumber)]
    [InlineData("retry-after-asctime", "Mon May  6 07:08:13 2030", WithNumber)]
    [InlineData("retry-after-past-date", "Mon, 06 May 2030 06:08:10 GMT", WithNumber)]
    [InlineData("retry-after-fractional", "3.1", WithNumber)]
    [InlineData("retry-after-negative", "-5", WithNumber)]
    [InlineData("retry-after-junk", "soon", WithNumber)]
    [InlineData("retry-after-empty", "", WithNumber)]
    [InlineData("retry-after-absurd", "1000000000000", "Rate limit exceeded the maximum. Retry the request in [1000000000000] seconds")]
    [InlineData("retry-after-number-missing", "3", "Rate limit exceeded the maximum.")]
    public async Task A_429_takes_each_form_that_was_ever_seen_in_both_dialects(string? form, string? header, string message)
    {
        foreach (var dialect in Enum.GetValues<SandboxDialect>())
        {
            await using var target = await StartAsync(dialect, "too-many-requests:seconds=3", form);

            using var refused = await target.SendAsync("GET", "api/v2/users");

            Assert.Equal(429, (int)refused.StatusCode);
            Assert.Equal(header, refused.Headers.NonValidated.TryGetValues("Retry-After", out var values) ? values.ToString() : null);
            var body = JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal((message, "too.many.requests.retry.after"), (body.GetProperty("message").GetString()!, body.GetProperty("code").GetString()!));
        }
    }

    [Fact]
    public async Task A_429_can_say_nowhere_how_long_it_lasts()
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "too-many-requests:seconds=3", "retry-after-missing", "retry-after-number-missing");

        using var refused = await target.SendAsync("GET", "api/v2/users");

        Assert.False(refused.Headers.Contains("Retry-After"));
        Assert.DoesNotContain("[", JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(181)]
    [InlineData(7_200)]
    public async Task A_pause_can_last_seconds_minutes_and_hours(int seconds)
    {
        await using var target = await StartAsync(SandboxDialect.Guide, $"too-many-requests:seconds={seconds},times=1");
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/users")).Status);

        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        Assert.Equal(429, (await target.CallAsync("GET", "api/v2/users")).Status);
        _clock.Advance(TimeSpan.FromTicks(1));

        await target.OkAsync("GET", "api/v2/users");
    }

    [Theory]
    [InlineData("throttle-hidden", 500, "internal.server.error")]
    [InlineData("throttle-hidden:status=404", 404, "not.found")]
    [InlineData("throttle-hidden:status=400", 400, "internal.server.error")]
    public async Task A_429_can_hide_behind_another_error_and_the_log_tells_which_limit_it_was(string fault, int status, string code)
    {
        await using var target = await StartAsync(SandboxDialect.Genesys, "too-many-requests:seconds=3", fault);

        using var refused = await target.SendAsync("GET", "api/v2/users");

        var body = JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((status, code), ((int)refused.StatusCode, body.GetProperty("code").GetString()!));
        Assert.Contains("ould not find", body.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(refused.Headers.Contains("Retry-After"));
        var entry = (await target.LogAsync())[^1];
        Assert.Equal("client.credentials.token.rate.per.minute", entry.GetProperty("limit").GetString());
        Assert.Equal(["too-many-requests", "throttle-hidden"], entry.GetProperty("faults").EnumerateArray().Select(name => name.GetString()!));
    }

    private Task<Target> StartAsync(SandboxDialect dialect, params string?[] faults) => Target.StartAsync(
        dialect,
        null,
        options => options with { Faults = [.. faults.OfType<string>().Select(text => FaultRule.TryParse(text, out var problem) ?? throw new ArgumentException(problem))] },
        _clock);
}
