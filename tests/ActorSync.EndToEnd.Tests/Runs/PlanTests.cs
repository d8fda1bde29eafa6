using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class PlanTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_plan_reads_as_a_diff_per_person_with_verdict_requests_and_time()
    {
        _workspace.WritePeople("E2,,,Billing:3;Spanish:2;Sales:0,", "E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(
            _workspace, SandboxServer.User("E1", ("Billing", 3.5m)), SandboxServer.User("E2", ("Billing", 3), ("Sales", 1)));

        var plan = (await target.RunAsync(_workspace, "plan", "--source", "people.csv", "--set", "Target:RequestsPerMinute=60")).Expect(0);

        var lines = plan.Out.Split('\n');
        Assert.StartsWith("E1  user ", lines[0], StringComparison.Ordinal);
        Assert.Equal("  ~ Billing 3.5 → 4", lines[1]);
        Assert.StartsWith("E2  user ", lines[3], StringComparison.Ordinal);
        Assert.Contains("  + Spanish 2", lines);
        Assert.Contains("  - Sales 1  (level 0 asks for removal)", lines);
        Assert.Contains("Plan: 2 people in scope: 2 would change, 0 are as desired.", lines);
        Assert.Contains("      Skills: 1 added, 1 rated, 1 removed. Certifications: 0 set, 0 ended.", lines);
        Assert.Contains("Guard: pass", lines);
        Assert.Contains(lines, line => line.StartsWith("Requests: 3 sent to read, 3 to come, 6 in all", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Time needed: about ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_whose_reads_failed_says_how_many_of_its_requests_it_expects_to_be_in_vain_and_why()
    {
        string[] people = [.. Enumerable.Range(1, 12).Select(number => $"E{number}")];
        _workspace.WritePeople([.. people.Select(person => $"{person},,,Billing:4,")]);
        await using var target = await SandboxServer.StartAsync(_workspace, [.. people.Select(person => SandboxServer.User(person))]);
        await target.ShowFaultsAsync("server-error:status=500,route=GET /api/v2/users,times=1");

        var plan = (await target.RunAsync(_workspace, "plan", "--source", "people.csv")).Expect(0);

        Assert.Matches(@"Requests: 4 sent to read, 1[4-9] to come \(about [2-7] of them in vain, as 1 of the 4 reads was: so many reads tell that only roughly\), ", plan.Out.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task A_plan_that_a_pause_of_hours_ends_names_the_instant_and_claims_no_verdict()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("too-many-requests:seconds=7200");

        var plan = (await target.RunAsync(_workspace, "plan", "--source", "people.csv")).Expect(130);

        Assert.Contains("No plan was made", plan.Out, StringComparison.Ordinal);
        Assert.Contains("429 that asks for 7200 s", plan.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Guard: pass", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_that_is_stopped_while_it_reads_says_so()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        await target.ShowFaultsAsync("stall:seconds=60,route=GET");

        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["plan", "--source", "people.csv"]);
        while (await target.CountAsync("api") == 0)
        {
            await Task.Yield();
        }

        await running.SignalAsync("TERM");
        var plan = (await running.EndAsync()).Expect(130);

        Assert.Contains("No plan was made", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_held_plan_shows_the_verdict_with_its_reasons()
    {
        _workspace.WritePeople("E1,,,Billing:0;Sales:0,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 1), ("Sales", 1)));

        var plan = (await target.RunAsync(_workspace, "plan", "--source", "people.csv", "--set", "Guard:MaxRemovals=1")).Expect(3);

        Assert.Contains("Guard: hold: nothing is written", plan.Out, StringComparison.Ordinal);
        Assert.Contains("MaxRemovals", plan.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_a_run_says_what_needs_attention_and_where_the_rest_is()
    {
        _workspace.WritePeople([.. Enumerable.Range(1, 25).Select(number => $"E{number},,,Billing:9,")]);
        await using var target = await SandboxServer.StartAsync(_workspace);

        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(4);

        Assert.Contains("Needs attention", run.Out, StringComparison.Ordinal);
        Assert.Contains("people.csv:2 [skills]", run.Out, StringComparison.Ordinal);
        Assert.Contains("more: --output json lists all, and validate --source FILE shows those of the file.", run.Out, StringComparison.Ordinal);
    }
}
