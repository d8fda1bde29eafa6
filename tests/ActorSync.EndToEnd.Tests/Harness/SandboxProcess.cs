namespace ActorSync.EndToEnd.Tests.Harness;

/// <summary>The embedded target as a process of its own.</summary>
public sealed class SandboxProcess : SandboxTarget
{
    private readonly ActorSyncProcess _process;

    private SandboxProcess(ActorSyncProcess process, string announcement)
        : base(new Uri(announcement.Split(' ')[2]))
    {
        _process = process;
        Announcement = announcement;
    }

    /// <summary>The line that says where it listens.</summary>
    public string Announcement { get; }

    /// <summary>Starts a sandbox of the workspace's dialect without a limit.</summary>
    public static Task<SandboxProcess> StartAsync(Workspace workspace, params string[] options) =>
        StartWithLimitAsync(workspace, "0", options);

    /// <summary>Starts a sandbox with a limit.</summary>
    public static async Task<SandboxProcess> StartWithLimitAsync(Workspace workspace, string limit, params string[] options)
    {
        string[] arguments = ["sandbox", "--dialect", workspace.Dialect, "--port", "0", "--limit", limit, .. options];
        var process = ActorSyncProcess.Start(workspace, null, arguments, readsOut: false);
        var announcement = await process.Output.ReadLineAsync(TestContext.Current.CancellationToken);
        if (announcement is null)
        {
            var ended = await process.EndAsync();
            throw new InvalidOperationException($"The sandbox ended with {ended.ExitCode}: {ended.Error}");
        }

        return new SandboxProcess(process, announcement);
    }

    /// <summary>Asks it to stop, and waits for its end.</summary>
    public async Task<Ended> StopAsync(string signal = "TERM")
    {
        await _process.SignalAsync(signal);
        return await _process.EndAsync();
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _process.Dispose();
        return base.DisposeAsync();
    }
}
