using System.Text;
using ActorSync.Sandbox.Scripts;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Scripts;

public sealed class ScriptPlayerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_limit_drops_and_is_raised_again_at_its_minutes()
    {
        await using var target = await StartAsync(
            """[{"at":1200,"limit":"2/60"},{"at":2400,"limit":"4/60"}]""", options => options with { Limit = new RateLimit(3, 60) });

        var before = await PassAsync(target);
        _clock.Advance(TimeSpan.FromMinutes(20));
        var dropped = await PassAsync(target);
        _clock.Advance(TimeSpan.FromMinutes(20));
        var raised = await PassAsync(target);

        Assert.Equal((3, 2, 4), (before, dropped, raised));
    }

    [Fact]
    public async Task Faults_come_and_go()
    {
        await using var target = await StartAsync("""[{"at":10,"add":["server-error:status=503"]},{"at":20,"clear":["server-error"]}]""");

        var statuses = new List<int>();
        for (var step = 0; step < 5; step++)
        {
            statuses.Add((await target.CallAsync("GET", "api/v2/users")).Status);
            _clock.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.Equal([200, 200, 503, 503, 200], statuses);
    }

    [Fact]
    public async Task The_clock_of_the_target_jumps()
    {
        await using var target = await StartAsync("""[{"at":1,"clockOffset":3600}]""");
        using var before = await target.SendAsync("GET", "api/v2/users");
        _clock.Advance(TimeSpan.FromSeconds(1));

        using var after = await target.SendAsync("GET", "api/v2/users");

        Assert.Equal(TimeSpan.FromSeconds(3_601), after.Headers.Date - before.Headers.Date);
    }

    [Fact]
    public async Task A_script_that_is_put_counts_from_then_and_takes_the_place_of_the_last_one()
    {
        await using var target = await StartAsync("""[{"at":30,"add":["server-error:status=500"]}]""");
        _clock.Advance(TimeSpan.FromSeconds(29));

        await target.OkAsync("PUT", "sandbox/script", """[{"at":0,"add":["server-error:status=502"]},{"at":10,"clear":"all"}]""");

        var now = (await target.CallAsync("GET", "api/v2/users")).Status;
        _clock.Advance(TimeSpan.FromSeconds(9));
        var later = (await target.CallAsync("GET", "api/v2/users")).Status;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var last = (await target.CallAsync("GET", "api/v2/users")).Status;
        Assert.Equal((502, 502, 200), (now, later, last));
        Assert.Equal(400, (await target.CallAsync("PUT", "sandbox/script", """[{"at":-1}]""")).Status);
    }

    /// <summary>Returns how many of five requests pass.</summary>
    private static async Task<int> PassAsync(Target target)
    {
        var passed = 0;
        for (var request = 0; request < 5; request++)
        {
            passed += (await target.CallAsync("GET", "api/v2/users")).Status == 200 ? 1 : 0;
        }

        return passed;
    }

    private Task<Target> StartAsync(string script, Func<SandboxOptions, SandboxOptions>? with = null) => Target.GenesysAsync(
        with: options => (with?.Invoke(options) ?? options) with { Script = SandboxScript.TryParse(Encoding.UTF8.GetBytes(script), out var problem) ?? throw new ArgumentException(problem) },
        clock: _clock);
}
