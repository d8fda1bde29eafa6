using System.Diagnostics;
using ActorSync.EndToEnd.Tests.Harness;

namespace ActorSync.EndToEnd.Tests.CommandLine;

public sealed class LostOutputTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_full_standard_output_is_one_message_and_an_exit_code()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");

        var (exitCode, error) = await ShellAsync("runs --output json >/dev/full");

        Assert.Equal(2, exitCode);
        Assert.Contains("standard output", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_standard_error_does_not_end_a_run_that_is_under_way()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        _workspace.WritePeople("E1,,,Billing:3,");
        await using var target = await SandboxServer.StartAsync(_workspace, SandboxServer.User("E1"));

        var (exitCode, _) = await ShellAsync("run --source people.csv --log-level debug 2>/dev/full", target.Environment);

        Assert.Equal(0, exitCode);
        Assert.Equal(1, await target.CountAsync("writes"));
    }

    private async Task<(int ExitCode, string Error)> ShellAsync(string arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"exec dotnet '{ActorSyncProcess.ProgramFile}' {arguments}"])
        {
            WorkingDirectory = _workspace.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string> { ["ACTORSYNC_Target__BaseUrl"] = "http://127.0.0.1:1", ["ACTORSYNC_Target__ClientId"] = "nobody" })
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
