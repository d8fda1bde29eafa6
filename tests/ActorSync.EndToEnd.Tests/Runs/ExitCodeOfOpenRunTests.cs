using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class ExitCodeOfOpenRunTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Six_when_a_plan_is_applied_twice_or_the_configuration_has_changed()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        (await target.RunProcessAsync(_workspace, "plan", "--source", "people.csv", "--out", "plan.json")).Expect(0);

        var stale = (await target.RunProcessAsync(_workspace, "apply", "plan.json", "--set", "Policy:Removal=managed", "--output", "json")).Expect(6);
        Assert.Equal("failed", stale.Text("status"));

        var applied = (await target.RunProcessAsync(_workspace, "apply", "plan.json", "--output", "json")).Expect(0);
        Assert.Equal(1, applied.Number("users.changed"));

        (await target.RunProcessAsync(_workspace, "apply", "plan.json", "--output", "json")).Expect(6);
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task Six_and_130_when_a_run_is_interrupted_another_begins_and_zero_when_it_is_resumed()
    {
        const int Users = 150; // At the pace below far more than a crowded machine needs for what happens meanwhile.
        SeedUser[] users = [.. Enumerable.Range(1, Users).Select(number => SandboxServer.User($"E{number}"))];
        _workspace.WritePeople([.. users.Select(user => $"{user.EmployeeId},,,Billing:3,")]);
        await using var target = await SandboxServer.StartAsync(_workspace, users);

        // The local pace is slow enough that most of the run is still to come when the first write arrives.
        var slow = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__RequestsPerMinute"] = "60" };
        using var running = ActorSyncProcess.Start(_workspace, slow, ["run", "--source", "people.csv", "--output", "json"]);
        while (await target.CountAsync("writes") == 0)
        {
            await Task.Yield();
        }

        var second = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(6);
        Assert.Contains($"process {running.Id}", second.Error, StringComparison.Ordinal);

        await running.SignalAsync("INT");
        var interrupted = (await running.EndAsync()).Expect(130);
        Assert.Equal("interrupted", interrupted.Text("status"));
        Assert.Contains("Stopping: nothing new is sent, and what is in flight has up to 4 s to end.", interrupted.Error, StringComparison.Ordinal);
        Assert.True(interrupted.Number("users.failed") > 0);

        var third = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(6);
        Assert.Contains(interrupted.Text("runId")!, third.Error, StringComparison.Ordinal);

        var resumed = (await target.RunAsync(_workspace, "resume", "--output", "json")).Expect(0);
        Assert.Equal(("converged", Users, 1), (resumed.Text("status"), resumed.Number("users.changed"), resumed.Number("resumedCount")));
        Assert.Equal(interrupted.Text("runId"), resumed.Text("runId"));
        Assert.Equal(Users, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task A_pause_that_is_too_long_says_until_when()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Faults = [FaultRule.TryParse("too-many-requests:seconds=3600,times=1,route=PATCH", out _)!] }, SandboxServer.User("E1"));

        var interrupted = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(130);

        Assert.Equal("interrupted", interrupted.Text("status"));
        Assert.Contains("pause-too-long", interrupted.Rules);
    }

    [Fact]
    public async Task Zero_when_there_is_nothing_to_resume()
    {
        await using var target = await SandboxServer.StartAsync(_workspace);

        var resumed = (await target.RunAsync(_workspace, "resume")).Expect(0);

        Assert.Equal("No run is open: there is nothing to go on with.\n", resumed.Out);

        var json = (await target.RunAsync(_workspace, "resume", "--output", "json")).Expect(0);

        Assert.NotEqual("converged", json.Text("status"));
        Assert.Contains("nothing-open", json.Rules);
    }

    [Fact]
    public async Task Four_when_an_abandoned_run_that_left_people_undone_is_to_be_gone_on_with()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, options => options with { Permissions = ["routing:skill:view", "directory:user:view"] }, SandboxServer.User("E1"));
        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(5).Text("runId")!;
        (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);

        var resumed = (await target.RunAsync(_workspace, "resume", run, "--output", "json")).Expect(4);
        var told = (await target.RunAsync(_workspace, "resume", run)).Expect(4);
        var again = (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);

        Assert.Equal((run, "partial", 1), (resumed.Text("runId"), resumed.Text("status"), resumed.Number("users.failed")));
        Assert.Contains($"Run {run} is not open: it was abandoned", told.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("converged", told.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("converged", again.Everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zero_for_the_record_of_a_failed_run_which_says_why_it_failed()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var environment = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__ClientSecret"] = "not-the-right-one" };
        var failed = (await ActorSyncProcess.RunWithAsync(_workspace, environment, null, "run", "--source", "people.csv", "--output", "json")).Expect(5);
        var run = failed.Text("runId")!;

        var shown = (await target.RunAsync(_workspace, "runs", run)).Expect(0);
        var resumed = (await target.RunAsync(_workspace, "resume", run, "--output", "json")).Expect(5);

        Assert.Contains("credentials-refused", failed.Rules);
        Assert.Contains("credentials-refused", shown.Out, StringComparison.Ordinal);
        Assert.Contains("credentials-refused", resumed.Rules);
    }

    // Every page but the first, which SQLite reads before anything else.
}
