using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Bench;

/// <summary>Starts targets as they are measured against: without a limit, on both protocols, and warm.</summary>
internal sealed class BenchTarget(Checkout checkout)
{
    /// <summary>Starts one that serves the file's people as they were some time ago.</summary>
    public async Task<SandboxProcess> StartAsync(string dialect, PeopleFile file, CancellationToken stop)
    {
        var sandbox = await SandboxProcess.StartAsync(checkout, dialect, "0", file.Path, ["--h2c-port", "0"], stop);
        try
        {
            await TargetWarmUp.DoAsync(sandbox, dialect, stop);
            return sandbox;
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }
}
