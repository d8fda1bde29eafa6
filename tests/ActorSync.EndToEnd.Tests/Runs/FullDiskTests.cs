using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.Runs;

public sealed class FullDiskTests : IDisposable
{
    private const int People = 40;
    private const int AnsweredWrites = 20;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_disk_that_fills_up_ends_the_run_with_its_remedy_and_a_resume_loses_and_repeats_nothing()
    {
        var ids = Enumerable.Range(1, People).Select(number => $"E{number}").ToList();
        _workspace.WritePeople([.. ids.Select(id => $"{id},,,Billing:3,")]);
        await using var target = await SandboxServer.StartAsync(_workspace, [.. ids.Select(id => SandboxServer.User(id))]);

        // The run waits for an answer while its disk fills up, so that it is met there however fast the machine is.
        await target.ShowFaultsAsync($"stall:seconds=60,route=PATCH,applied=true,skip={AnsweredWrites},times=1");
        var environment = new Dictionary<string, string>(target.Environment)
        {
            ["ACTORSYNC_Target__MaxInFlight"] = "1",
            ["DOTNET_EnableWriteXorExecute"] = "0", // The runtime would keep its code in a file that has to grow.
        };
        using var running = ActorSyncProcess.Start(_workspace, environment, ["run", "--source", "people.csv", "--output", "json"]);
        while (await target.CountAsync("writes") <= AnsweredWrites)
        {
            await Task.Yield();
        }

        await running.FillDiskAsync();
        await running.SignalAsync("INT");
        var full = (await running.EndAsync()).Expect(1);

        var run = full.Text("runId")!;
        Assert.InRange(full.Number("users.changed"), 0, AnsweredWrites); // An answer that was not stored in time does not count.
        Assert.Equal(People, full.Number("users.changed") + full.Number("users.failed"));
        Assert.Contains(_workspace.StateDirectory, full.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was acknowledged that is not durable", full.Error, StringComparison.Ordinal);
        Assert.Contains($"actorsync resume {run}", full.Error, StringComparison.Ordinal);

        await target.ShowFaultsAsync();
        var resumed = (await target.RunAsync(_workspace, "resume", run, "--output", "json")).Expect(0);

        Assert.Equal((People, People), (resumed.Number("users.inScope"), resumed.Number("users.changed")));
        Assert.Equal((People, People), (resumed.Number("operations.skillsAdded"), resumed.Number("requests.writes")));
        Assert.Equal((People, resumed.Number("requests.reads")), (await target.CountAsync("writes"), await target.CountAsync("reads")));
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

    // A disk on which no file may grow.
    private async Task<Ended> OnFullDiskAsync(IReadOnlyDictionary<string, string> more, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(more) { ["DOTNET_EnableWriteXorExecute"] = "0" };
        using var program = ActorSyncProcess.Start(_workspace, environment, arguments, prefix: ["prlimit", "--fsize=1"]);
        return await program.EndAsync();
    }
}
