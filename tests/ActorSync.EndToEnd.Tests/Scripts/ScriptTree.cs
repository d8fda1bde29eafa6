using System.Diagnostics;
using ActorSync.Benchmarks;
using ActorSync.Benchmarks.Processes;

namespace ActorSync.EndToEnd.Tests.Scripts;

/// <summary>A checkout in which a script finds everything that it starts, but each as a stand-in: what is tested is the script.</summary>
internal sealed class ScriptTree : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    /// <summary>A tree with some folders of the checkout, in which <c>dotnet</c> does nothing.</summary>
    public ScriptTree(params ReadOnlySpan<string> copied)
    {
        var root = Checkout.Find(published: null).Root;
        foreach (var folder in copied)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            {
                Write(Path.GetRelativePath(root, file), File.ReadAllText(file));
            }
        }

        StandIn("path/dotnet", "exit 0");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Puts a script of Bash in the place of a program.</summary>
    public void StandIn(string path, string body) => Write(path, $"#!/usr/bin/env bash\n{body}\n");

    /// <summary>Runs a script of the tree to its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [_folder[script], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder["path"]}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }

    private void Write(string path, string text)
    {
        var file = _folder[path];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Executable);
        }
    }
}
