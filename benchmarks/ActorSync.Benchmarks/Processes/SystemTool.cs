using System.Diagnostics;

namespace ActorSync.Benchmarks.Processes;

/// <summary>Runs a tool of the system to its end.</summary>
internal static class SystemTool
{
    /// <summary>Waits for the end. Where nobody waits any longer, it is killed with all that it started, and gone before this returns.</summary>
    /// <exception cref="HarnessException">It ended otherwise than with 0.</exception>
    public static async Task RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        using var process = Process.Start(start)!;
        try
        {
            if (start.RedirectStandardOutput)
            {
                await process.StandardOutput.ReadToEndAsync(stop);
            }

            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new HarnessException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with exit code {process.ExitCode}.");
        }
    }
}
