using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

/// <summary>Taking a run back from the command line.</summary>
public sealed class UndoTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_run_is_shown_backwards_and_applied_from_its_plan()
    {
        _workspace.WritePeople("E1,,,Billing:4,", "E2,,,Spanish:2,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 3)), SandboxServer.User("E2"));
        var run = await RunAsync(target);

        var shown = (await target.RunAsync(_workspace, "undo", run, "--out", "undo.json")).Expect(0);
        var applied = (await target.RunAsync(_workspace, "apply", "undo.json", "--output", "json")).Expect(0);

        var lines = shown.Out.Split('\n');
        Assert.Contains("  ~ Billing 4 → 3  (undone)", lines);
        Assert.Contains("  - Spanish 2  (undone)", lines);
        Assert.Contains("Plan: 2 people in scope: 2 would change, 0 are as desired.", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Rows", StringComparison.Ordinal));
        Assert.Contains("apply", lines[^2], StringComparison.Ordinal);
        var operations = JsonDocument.Parse(applied.Out).RootElement.GetProperty("operations");
        Assert.Equal((1, 1), (operations.GetProperty("skillsRated").GetInt32(), operations.GetProperty("skillsRemoved").GetInt32()));
        (await target.RunAsync(_workspace, "apply", "undo.json")).Expect(6);
    }

    [Fact]
    public async Task What_is_left_is_listed_with_its_reason_in_the_one_json_object()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 3)));
        var run = await RunAsync(target);
        await target.EditAsync("""{"employeeId": "E1", "skills": {"Billing": 5}}""");

        var left = (await target.RunAsync(_workspace, "undo", run, "--output", "json")).Expect(4);

        var summary = JsonDocument.Parse(left.Out).RootElement;
        var finding = Assert.Single(summary.GetProperty("findings").EnumerateArray());
        Assert.Equal("partial", summary.GetProperty("status").GetString());
        Assert.Equal("undo-left", finding.GetProperty("rule").GetString());
        Assert.StartsWith("Employee E1: rating skill Billing 4 → 3 is not done: somebody has changed the value", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_skill_that_somebody_took_and_gave_again_is_not_taken_back()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));
        var run = await RunAsync(target);
        _workspace.WritePeople("E1,,,,");
        await target.EditAsync("""{"employeeId": "E1", "skills": {"Billing": null}}""");
        await RunAsync(target);
        await target.EditAsync("""{"employeeId": "E1", "skills": {"Billing": 4}}""");
        await RunAsync(target);

        var left = (await target.RunAsync(_workspace, "undo", run, "--output", "json")).Expect(4);

        Assert.Equal(0, left.Number("users.changed"));
        Assert.Equal(["undo-left"], left.Rules);
    }

    [Fact]
    public async Task Runs_are_taken_back_one_after_the_other_the_last_one_first()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1", ("Billing", 3)));
        var first = await RunAsync(target);
        _workspace.WritePeople("E1,,,Billing:5,");
        var second = await RunAsync(target);

        var refused = (await target.RunAsync(_workspace, "undo", first)).Expect(4);
        Assert.Contains($"run {second} has changed the value since", refused.Out, StringComparison.Ordinal);
        foreach (var run in (string[])[second, first])
        {
            (await target.RunAsync(_workspace, "undo", run, "--out", "undo.json")).Expect(0);
            (await target.RunAsync(_workspace, "apply", "undo.json")).Expect(0);
        }

        Assert.Equal(3, (await target.UserAsync("E1")).GetProperty("skills").GetProperty("Billing").GetDecimal());
    }

    [Fact]
    public async Task A_run_that_is_not_there_ends_with_2_and_the_remedy()
    {
        _workspace.WritePeople("E1,,,Billing:4,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var refused = (await target.RunAsync(_workspace, "undo", "20200101T000000000Z")).Expect(2);

        Assert.Contains("`actorsync runs` lists them", refused.Error, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(SandboxServer target)
    {
        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv", "--output", "json")).Expect(0);
        return JsonDocument.Parse(run.Out).RootElement.GetProperty("runId").GetString()!;
    }
}
