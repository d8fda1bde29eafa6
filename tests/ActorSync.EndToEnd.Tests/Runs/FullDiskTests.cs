using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class FullDiskTests : IDisposable
{
    private const int People = 40;
    private const int AnsweredWrites = 20;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_disk_that_fills_up_pauses_the_run_which_goes_on_when_there_is_room_again()
    {
        await using var target = await WithPeopleAsync();
        using var running = await FillInMidRunAsync(target);
        await running.SaysAsync("Nothing can be stored, and what is to be stored waits: ");

        await running.EmptyDiskAsync();
        var ended = (await running.EndAsync()).Expect(0);

        Assert.Equal("converged", ended.Text("status"));
        await AssertDoneOnceAsync(target, ended);
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_its_disk_is_full_stays_open_and_a_resume_loses_and_repeats_nothing()
    {
        await using var target = await WithPeopleAsync();
        using var running = await FillInMidRunAsync(target);
        await running.SaysAsync("Nothing can be stored, and what is to be stored waits: ");

        await running.SignalAsync("INT");
        var stopped = (await running.EndAsync()).Expect(130);

        var run = stopped.Text("runId")!;
        Assert.Equal("interrupted", stopped.Text("status"));
        Assert.Contains("storage-away", stopped.Rules);
        Assert.InRange(stopped.Number("users.changed"), 0, AnsweredWrites); // An answer that was not stored in time does not count.
        Assert.Equal(People, stopped.Number("users.changed") + stopped.Number("users.failed"));
        Assert.Contains(_workspace.StateDirectory, stopped.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing was acknowledged that is not durable", stopped.Out, StringComparison.Ordinal);

        await target.ShowFaultsAsync();
        var resumed = (await target.RunProcessAsync(_workspace, "resume", run, "--output", "json")).Expect(0);

        await AssertDoneOnceAsync(target, resumed);
        Assert.Equal(resumed.Number("requests.sent"), resumed.Number("requests.forecast"));
    }

    [Fact]
    public async Task A_disk_that_is_full_already_is_no_state_directory_for_the_doctor_and_no_sandbox_in_use()
    {
        const string Remedy = "Free space there, or give State:Directory a folder on another disk.";
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var doctor = (await OnFullDiskAsync(target.Environment, "doctor")).Expect(2);
        var plan = (await OnFullDiskAsync(target.Environment, "plan", "--source", "people.csv", "--sandbox")).Expect(2);

        Assert.Contains(doctor.Out.Split('\n'), line => line.StartsWith("FAILED   state directory: ", StringComparison.Ordinal) && line.EndsWith($"because its disk is full. {Remedy}", StringComparison.Ordinal));
        Assert.Contains($"because its disk is full. {Remedy}", plan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sandbox_that_the_disk_has_no_room_for_is_none_in_use()
    {
        _workspace.WritePeople("E1,,,Billing:3,");
        var folder = Directory.CreateDirectory(Path.Combine(_workspace.StateDirectory, "sandbox-genesys")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "sandbox.state.new"), "/dev/full");

        var plan = (await InProcess.RunAsync(_workspace, "plan", "--source", "people.csv", "--sandbox", "--output", "json")).Expect(2);

        Assert.Equal(["configuration"], plan.Rules);
        Assert.Contains("Free space there, or give State:Directory a folder on another disk.", plan.Error, StringComparison.Ordinal);
    }

    private async Task<SandboxServer> WithPeopleAsync()
    {
        var ids = Enumerable.Range(1, People).Select(number => $"E{number}").ToList();
        _workspace.WritePeople([.. ids.Select(id => $"{id},,,Billing:3,")]);
        return await SandboxServer.StartAsync(_workspace, [.. ids.Select(id => SandboxServer.User(id))]);
    }

    /// <summary>Starts a run that waits for an answer while its disk fills up, so that it is met there however fast the machine is; then the answer comes.</summary>
    private async Task<ActorSyncProcess> FillInMidRunAsync(SandboxServer target)
    {
        await target.ShowFaultsAsync($"stall:seconds=60,route=PATCH,applied=true,skip={AnsweredWrites},times=1");
        var environment = new Dictionary<string, string>(target.Environment)
        {
            ["ACTORSYNC_Target__MaxInFlight"] = "1",
            ["DOTNET_EnableWriteXorExecute"] = "0", // The runtime would keep its code in a file that has to grow.
        };
        var running = ActorSyncProcess.Start(_workspace, environment, ["run", "--source", "people.csv", "--output", "json"]);
        while (await target.CountAsync("writes") <= AnsweredWrites)
        {
            await Task.Yield();
        }

        await running.FillDiskAsync();
        return running;
    }

    private static async Task AssertDoneOnceAsync(SandboxServer target, Ended ended)
    {
        Assert.Equal((People, People), (ended.Number("users.inScope"), ended.Number("users.changed")));
        Assert.Equal((People, People), (ended.Number("operations.skillsAdded"), ended.Number("requests.writes")));
        Assert.Equal((People, ended.Number("requests.reads")), (await target.CountAsync("writes"), await target.CountAsync("reads")));
    }

    // A disk on which no file may grow.
    private async Task<Ended> OnFullDiskAsync(IReadOnlyDictionary<string, string> more, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(more) { ["DOTNET_EnableWriteXorExecute"] = "0" };
        using var program = ActorSyncProcess.Start(_workspace, environment, arguments, prefix: ["prlimit", "--fsize=1"]);
        return await program.EndAsync();
    }
}
