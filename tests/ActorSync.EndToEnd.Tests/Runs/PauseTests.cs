using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class PauseTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3_000)]
    public async Task A_run_that_a_pause_interrupts_names_it_once_and_is_listed_with_what_is_done(int perMinute)
    {
        await using var target = await StartAsync("too-many-requests:seconds=3600,times=1,skip=1,route=PATCH");

        var run = (await target.RunAsync(
            _workspace, "run", "--source", "people.csv", "--set", "Target:MaxInFlight=1", "--set", $"Target:RequestsPerMinute={perMinute}")).Expect(130);
        var list = (await target.RunAsync(_workspace, "runs")).Expect(0);
        var json = (await target.RunAsync(_workspace, "runs", "--output", "json")).Expect(0);
        var other = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(6);

        Assert.Equal(2, run.Out.Split(" until 20").Length);
        Assert.Matches(@"`actorsync resume \S+` goes on with it after 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, ", run.Out);
        Assert.Matches(@"Go on with it by `actorsync resume \S+` after 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC, when the target's pause ends, or ", other.Error);
        Assert.Matches(@"The target asked for a pause until 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC \(429 that asks for 3600 s\)\.", run.Out);
        Assert.Contains("3 people in scope: 1 changed, 0 unchanged, 2 not done.", run.Out, StringComparison.Ordinal);
        Assert.Contains("  1 of 3 changed, 0 unchanged", list.Out, StringComparison.Ordinal);
        Assert.Matches(@"  paused until 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\n", list.Out);
        var listed = json.Json.GetProperty("runs")[0];
        Assert.Equal(1, listed.GetProperty("changedSoFar").GetInt64());
        Assert.EndsWith("Z", listed.GetProperty("pausedUntil").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_several_that_is_paused_is_named_and_a_plan_counts_the_free_ones_alone()
    {
        await using var target = await StartAsync("too-many-requests:seconds=3600,times=1,route=PATCH");
        string[] two = ["--set", "Target:Tokens=2"];

        var run = (await target.RunAsync(_workspace, ["run", "--source", "people.csv", "--output", "json", .. two])).Expect(0);
        var plan = (await target.RunAsync(_workspace, ["plan", "--source", "people.csv", "--set", "Target:RequestsPerMinute=600", .. two])).Expect(0);

        var pause = Assert.Single(run.Json.GetProperty("gateway").GetProperty("pauses").EnumerateArray());
        Assert.Equal(("t1", "429 that asks for 3600 s"), (pause.GetProperty("scope").GetString(), pause.GetProperty("reason").GetString()));
        Assert.Contains("at 600 a minute with 1 of 2 tokens.", plan.Out, StringComparison.Ordinal);
        Assert.Contains("The target asked for a pause of t1 until 20", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_a_plan_or_the_doctor_meets_holds_for_every_command_after_it()
    {
        await using var target = await StartAsync("too-many-requests:seconds=3600,times=1");

        (await target.RunAsync(_workspace, "plan", "--source", "people.csv")).Expect(130);
        var sent = await target.CountAsync("api");
        (await target.RunAsync(_workspace, "plan", "--source", "people.csv")).Expect(130);
        (await target.RunAsync(_workspace, "doctor")).Expect(130);
        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(130);

        Assert.Equal(sent, await target.CountAsync("api"));
        Assert.Contains("The target asked for a pause until 20", run.Out, StringComparison.Ordinal);
    }

    private async Task<SandboxServer> StartAsync(string fault)
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:3,", "E3,,,Billing:3,");
        var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"), SandboxServer.User("E2"), SandboxServer.User("E3"));
        await target.ShowFaultsAsync(fault);
        return target;
    }
}
