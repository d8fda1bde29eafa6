using System.Text;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>A run that has read everybody when its disk has no room for its plan.</summary>
public sealed class FullStateDirectoryTests
{
    private const string Source = "employee_id,skills\n001,Billing:3\n";

    [Fact]
    public async Task The_plan_waits_for_room_and_the_run_goes_on_to_its_end()
    {
        await using var world = await StartAsync();

        var report = await RunAsync(world, whileFull: File.Delete, CancellationToken.None);

        Assert.Equal((ExitCode.Done, RunStatus.Converged), (report.ExitCode, report.Summary.Status));
        Assert.Equal("Billing=3", await world.Target.SkillsOfAsync("001"));
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_its_plan_waits_is_interrupted_and_goes_on_later()
    {
        await using var world = await StartAsync();
        using var stop = new CancellationTokenSource();
        var next = string.Empty;

        var stopped = await RunAsync(
            world,
            whileFull: file =>
            {
                next = file;
                stop.Cancel();
            },
            stop.Token);

        Assert.Equal((ExitCode.Interrupted, RunStatus.Interrupted, true), (stopped.ExitCode, stopped.Summary.Status, stopped.IsOpen));
        Assert.Contains(stopped.Summary.Findings, finding => finding.Rule == RunReport.StorageAway);
        Assert.Equal(0, (await world.Target.CountsAsync()).Writes);
        File.Delete(next);
        Assert.Equal(ExitCode.Done, (await world.ResumeAsync()).ExitCode);
    }

    private static async Task<ContractWorld> StartAsync()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        var world = await ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001")]);
        world.IsDisturbed = true;
        world.Time.HoldStalls();
        await world.Target.FailAsync($"stall:seconds={MovableTime.Stall.TotalSeconds:0},route=GET,times=1");
        return world;
    }

    /// <summary>Runs with a plan for which there is no room, and does something with the file that has none.</summary>
    private static Task<RunReport> RunAsync(ContractWorld world, Action<string> whileFull, CancellationToken stop) => world.WithEngineAsync(EngineMode.Writing, async engine =>
    {
        var run = engine.RunAsync(new RunRequest([SourceInput.FromBytes("people.csv", Encoding.UTF8.GetBytes(Source))], null, null), stop);
        while (engine.OpenRun is null)
        {
            Assert.False(run.IsCompleted);
            await Task.Yield();
        }

        var state = new StateDirectory(world.Options.State.FolderOf(TargetIdentity.Of(world.Options.Target)));
        var file = Path.Combine(state.RunFolder(engine.OpenRun.Value), "decided-1.json.gz.next");
        File.CreateSymbolicLink(file, "/dev/full");
        world.EndStall();
        while (engine.Progress.Storage is null)
        {
            Assert.False(run.IsCompleted);
            await Task.Yield();
        }

        whileFull(file);
        return await run;
    });
}
