namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>Kills a run where a write of its has been applied and its answer never comes, however fast the machine is.</summary>
public static class KilledRun
{
    private const string Employee = "E1";
    private const string StalledAnswer = "stall:seconds=60,route=PATCH,applied=true";

    /// <summary>A target with one person, whom the workspace's source gives one skill.</summary>
    public static Task<SandboxServer> OnePersonAsync(Workspace workspace)
    {
        workspace.WritePeople($"{Employee},,,Billing:3,");
        return SandboxServer.StartAsync(workspace, SandboxServer.User(Employee));
    }

    /// <summary>Starts a command, kills it once its write has been applied, and lets the target answer again.</summary>
    /// <returns>The run's id.</returns>
    public static Task<string> LeaveInDoubtAsync(Workspace workspace, SandboxServer target, params string[] command) =>
        LeaveInDoubtAsync(workspace, target, () => Task.CompletedTask, command);

    /// <summary>The same with something to be done just before the end.</summary>
    public static async Task<string> LeaveInDoubtAsync(Workspace workspace, SandboxServer target, Func<Task> before, params string[] command)
    {
        await target.ShowFaultsAsync(StalledAnswer);
        using var running = ActorSyncProcess.Start(workspace, target.Environment, command);
        while (!(await target.UserAsync(Employee)).GetProperty("skills").EnumerateObject().Any())
        {
            await Task.Yield();
        }

        await running.SignalAsync("STOP"); // However long the rest takes, it does not give the answer up before it is killed.
        await before();
        await KillAsync(running);
        await target.ShowFaultsAsync();
        return (await target.RunAsync(workspace, "runs", "--output", "json")).Expect(0).Json.GetProperty("runs")[0].GetProperty("runId").GetString()!;
    }

    /// <summary>Kills a process, and waits until it is gone.</summary>
    public static async Task KillAsync(ActorSyncProcess running)
    {
        await running.SignalAsync("KILL");
        await running.EndAsync();
    }
}
