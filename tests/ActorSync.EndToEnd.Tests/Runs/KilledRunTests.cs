using System.Text.Json;
using ActorSync.EndToEnd.Tests.Harness;
using ActorSync.Sandbox;
using ActorSync.Sandbox.Faults;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class KilledRunTests : IDisposable
{
    // A run that waits for its first read can be met and killed there, however fast the machine is.
    private const string StalledRead = "stall:seconds=60,route=GET";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_gives_the_lock_back()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, Stalled, SandboxServer.User("E1"));
        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        await UntilItReadsAsync(target);

        var refused = (await target.RunProcessAsync(_workspace, "run", "--source", "people.csv")).Expect(6);
        Assert.Contains($"process {running.Id}", refused.Error, StringComparison.Ordinal);

        await KilledRun.KillAsync(running);
        await target.ShowFaultsAsync();
        (await target.RunProcessAsync(_workspace, "resume")).Expect(0);
    }

    [Theory]
    [InlineData("spool.json", true)]
    [InlineData("spool.json", false)]
    [InlineData("source-0.csv.gz", false)]
    public async Task A_run_whose_spool_is_damaged_cannot_be_resumed_and_can_still_be_abandoned(string file, bool isGone)
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, Stalled, SandboxServer.User("E1"));
        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        await UntilItReadsAsync(target);
        await KilledRun.KillAsync(running);
        var damaged = Directory.GetFiles(_workspace.StateDirectory, file, SearchOption.AllDirectories).Single();
        File.Delete(damaged);
        if (!isGone)
        {
            await File.WriteAllTextAsync(damaged, "not what it was", TestContext.Current.CancellationToken);
        }

        var refused = (await target.RunProcessAsync(_workspace, "resume", "--output", "json")).Expect(2);

        Assert.Contains("runs abandon", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_applied_to_a_pilot_group_stays_with_it_when_the_run_is_gone_on_with()
    {
        _workspace.WritePeople("E1,,,Billing:3,", "E2,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"), SandboxServer.User("E2"));
        (await target.RunProcessAsync(_workspace, "plan", "--source", "people.csv", "--out", "plan.json")).Expect(0);
        await target.ShowFaultsAsync(StalledRead);
        var before = (await target.RequestsAsync()).Count;
        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["apply", "plan.json", "--only", "E1"]);
        await UntilItReadsAsync(target, before);
        await KilledRun.KillAsync(running);
        await target.ShowFaultsAsync();

        var resumed = (await target.RunProcessAsync(_workspace, "resume", "--output", "json")).Expect(0);

        Assert.Equal((1, 1), (resumed.Number("users.inScope"), resumed.Number("users.changed")));
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    [Fact]
    public async Task A_write_that_was_open_when_the_run_was_killed_is_settled_by_a_read_and_told_as_a_doubt()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        await KilledRun.LeaveInDoubtAsync(_workspace, target, "run", "--source", "people.csv");

        var resumed = (await target.RunProcessAsync(_workspace, "resume", "--output", "json")).Expect(0);
        var shown = (await target.RunAsync(_workspace, "runs", resumed.Json.GetProperty("runId").GetString()!)).Expect(0);

        Assert.Equal((1, 0), (resumed.Number("doubts.settledApplied"), resumed.Number("doubts.unsettled")));
        Assert.Equal((1, 1), (resumed.Number("requests.ambiguous"), resumed.Number("users.changed")));
        Assert.Equal(resumed.Number("requests.sent"), resumed.Number("requests.forecast"));
        Assert.Equal(await target.CountAsync("api"), resumed.Number("requests.sent"));
        Assert.Equal(1, await target.CountAsync("writes"));
        Assert.Contains("; 1 in doubt.", shown.Out, StringComparison.Ordinal);
        Assert.Contains("1 write in doubt: 1 found applied.", shown.Out, StringComparison.Ordinal);
        Assert.Contains("E1: giving skill Billing at 3; ", shown.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_may_have_been_sent_is_told_by_every_process_of_the_run_and_counts_as_sent_once_a_read_proves_it()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        JsonElement underWay = default;
        var run = await KilledRun.LeaveInDoubtAsync(
            _workspace,
            target,
            async () => underWay = (await target.RunAsync(_workspace, "runs", "--output", "json")).Expect(0).Json.GetProperty("runs")[0],
            "run", "--source", "people.csv");
        var wrong = new Dictionary<string, string>(target.Environment) { ["ACTORSYNC_Target__ClientSecret"] = "not-the-right-one" };

        var killed = (await target.RunAsync(_workspace, "runs", run)).Expect(0);
        var later = await InProcess.RunAsync(_workspace, new ShiftedClock(TimeSpan.FromHours(1)), target.Environment, "runs", run);
        var refused = (await ActorSyncProcess.RunWithAsync(_workspace, wrong, null, "resume", "--output", "json")).Expect(5);
        var shown = (await target.RunAsync(_workspace, "runs", run, "--output", "json")).Expect(0).Json.GetProperty("runs")[0];
        var resumed = (await target.RunProcessAsync(_workspace, "resume", "--output", "json")).Expect(0);

        Assert.Equal(0, underWay.GetProperty("summary").GetProperty("doubts").GetProperty("unsettled").GetInt64());
        Assert.Contains("1 write in doubt: 1 still unknown.", killed.Out, StringComparison.Ordinal);
        Assert.Contains("Whether a write was sent is not known where the process ended", killed.Out, StringComparison.Ordinal);
        Assert.Equal(SinceOf(killed), SinceOf(later));
        Assert.Equal((1, 0), (refused.Number("doubts.unsettled"), refused.Number("requests.ambiguous")));
        Assert.Equal(1, shown.GetProperty("summary").GetProperty("doubts").GetProperty("unsettled").GetInt64());
        Assert.Equal(0, shown.GetProperty("summary").GetProperty("requests").GetProperty("ambiguous").GetInt64());
        Assert.Equal("interrupted", shown.GetProperty("summary").GetProperty("status").GetString());
        Assert.Equal(1, shown.GetProperty("summary").GetProperty("users").GetProperty("failed").GetInt64());
        Assert.Equal("planned", underWay.GetProperty("summary").GetProperty("status").GetString());
        Assert.NotEmpty(shown.GetProperty("interruption").GetString()!);
        Assert.Equal((1, 0, 1), (resumed.Number("doubts.settledApplied"), resumed.Number("doubts.unsettled"), resumed.Number("requests.ambiguous")));
    }

    [Fact]
    public async Task A_killed_run_is_not_under_way_while_another_process_writes_the_taxonomy()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = await KilledRun.LeaveInDoubtAsync(_workspace, target, "run", "--source", "people.csv");
        await target.ShowFaultsAsync(StalledRead);
        var before = (await target.RequestsAsync()).Count;
        using var applying = ActorSyncProcess.Start(_workspace, target.Environment, ["taxonomy", "apply"]);
        await UntilItReadsAsync(target, before);

        var shown = (await target.RunAsync(_workspace, "runs", run, "--output", "json")).Expect(0).Json.GetProperty("runs")[0].GetProperty("summary");
        await KilledRun.KillAsync(applying);

        Assert.Equal("interrupted", shown.GetProperty("status").GetString());
        Assert.Equal(1, shown.GetProperty("doubts").GetProperty("unsettled").GetInt64());
    }

    [Fact]
    public async Task A_run_that_is_given_up_tells_of_what_it_read_and_of_nobody_who_failed()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        await target.ShowFaultsAsync("stall:seconds=60,route=PATCH");
        using var running = ActorSyncProcess.Start(_workspace, target.Environment, ["run", "--source", "people.csv"]);
        while ((await target.RequestsAsync()).All(request => request.GetProperty("method").GetString() != "PATCH"))
        {
            await Task.Yield();
        }

        await KilledRun.KillAsync(running);
        await target.ShowFaultsAsync();
        var run = (await target.RunAsync(_workspace, "runs", "--output", "json")).Expect(0).Json.GetProperty("runs")[0].GetProperty("runId").GetString()!;

        var givenUp = (await target.RunAsync(_workspace, "runs", "abandon", run)).Expect(0);
        var shown = (await target.RunAsync(_workspace, "runs", run)).Expect(0);

        Assert.Contains($"Run {run} given up: what was not written stays as it is", givenUp.Out, StringComparison.Ordinal);
        Assert.Contains("1 person in scope: 0 changed, 0 unchanged, 1 not done.", givenUp.Out, StringComparison.Ordinal);
        Assert.Contains(" with the reads that a write in doubt always needs.", givenUp.Out, StringComparison.Ordinal);
        Assert.Contains(" with the reads that a write in doubt always needs.", shown.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("at least", givenUp.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_is_found_sent_when_a_run_is_given_up_explains_what_the_forecast_lacked()
    {
        await using var target = await KilledRun.OnePersonAsync(_workspace);
        var run = await KilledRun.LeaveInDoubtAsync(_workspace, target, "run", "--source", "people.csv");

        var givenUp = (await target.RunAsync(_workspace, "runs", "abandon", run, "--output", "json")).Expect(0);

        Assert.Equal((1, 1), (givenUp.Number("users.changed"), givenUp.Number("doubts.settledApplied")));
        Assert.Equal((1, 0), (givenUp.Number("forecastDifference.foundSent"), givenUp.Number("forecastDifference.unexplained")));
        Assert.Equal(await target.CountAsync("api"), givenUp.Number("requests.sent"));
    }

    // Since when a write is in doubt is no matter of when somebody looks.
    private static string SinceOf(Ended shown)
    {
        const string Words = "; still unknown since ";
        var at = shown.Out.IndexOf(Words, StringComparison.Ordinal);
        Assert.True(at > 0, shown.Out);
        return shown.Out.Substring(at + Words.Length, "2026-03-01 12:00:00 UTC".Length);
    }

    private static SandboxOptions Stalled(SandboxOptions options) => options with { Faults = [FaultRule.TryParse(StalledRead, out _)!] };

    private static async Task UntilItReadsAsync(SandboxServer target, int before = 0)
    {
        while ((await target.RequestsAsync()).Skip(before).All(request => request.GetProperty("method").GetString() != "GET"))
        {
            await Task.Yield();
        }
    }
}
