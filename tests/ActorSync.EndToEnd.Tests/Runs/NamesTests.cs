using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class NamesTests : IDisposable
{
    private const string InDoubt = "E1: giving skill Billing at 3; ";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_run_tells_a_write_in_doubt_by_the_names_that_the_plan_shows()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        await target.ShowFaultsAsync("server-error:status=502,route=PATCH,applied=true,times=1");

        var run = (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        Assert.Contains(InDoubt, run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_run_and_whoever_goes_on_with_it_tell_a_write_in_doubt_by_the_same_names()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = await KillInDoubtAsync(target, "run", "--source", "people.csv");

        var shown = (await target.RunAsync(_workspace, "runs", run)).Expect(0);
        var resumed = (await target.RunAsync(_workspace, "resume")).Expect(0);

        Assert.Contains(InDoubt, shown.Out, StringComparison.Ordinal);
        Assert.Contains(InDoubt, resumed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_given_up_tells_a_write_in_doubt_by_the_same_names()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = await KillInDoubtAsync(target, "run", "--source", "people.csv");

        var givenUp = (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);

        Assert.Contains(InDoubt, givenUp.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_plan_is_damaged_is_still_given_up_and_tells_of_a_skill_by_its_id()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = await KillInDoubtAsync(target, "run", "--source", "people.csv");
        await File.WriteAllTextAsync(
            Directory.GetFiles(_workspace.StateDirectory, "decided-*.json.gz", SearchOption.AllDirectories).Single(), "not what it was", TestContext.Current.CancellationToken);

        var givenUp = (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);

        Assert.Contains("E1: giving skill ", givenUp.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Billing", givenUp.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_applied_plan_and_whoever_goes_on_with_it_tell_a_write_in_doubt_by_the_same_names()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunAsync(_workspace, "plan", "--source", "people.csv", "--out", "plan.json")).Expect(0);
        await KillInDoubtAsync(target, "apply", "plan.json");

        var resumed = (await target.RunAsync(_workspace, "resume")).Expect(0);

        Assert.Contains(InDoubt, resumed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_that_has_moved_since_the_plan_is_told_by_its_name_with_what_to_do()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        (await target.RunAsync(_workspace, "plan", "--source", "people.csv", "--out", "plan.json")).Expect(0);
        _workspace.WritePeople("E1,,,Billing:4,");
        (await target.RunAsync(_workspace, "run", "--source", "people.csv")).Expect(0);

        var applied = (await target.RunAsync(_workspace, "apply", "plan.json")).Expect(4);

        Assert.Contains("value-moved  Employee E1: giving skill Billing at 3 was skipped: ", applied.Out, StringComparison.Ordinal);
        Assert.Contains("Run again, or make a new plan", applied.Out, StringComparison.Ordinal);
    }

    private Task<string> KillInDoubtAsync(SandboxServer target, params string[] command) => KilledRun.LeaveInDoubtAsync(_workspace, target, command);
}
