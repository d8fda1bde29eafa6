using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ActorSync.Benchmarks.Results;

/// <summary>What a figure belongs to: the machine, the versions and the code. Nothing here names the machine.</summary>
/// <param name="Cores">Logical cores.</param>
/// <param name="Processor">The model's name.</param>
/// <param name="MemoryBytes">Installed memory.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">The runtime's version.</param>
/// <param name="Commit">The commit of the checkout; with a plus where files differ from it.</param>
/// <param name="LoadBefore">Processes that wanted to run in the minute before, on average: well above 0 something else was at work.</param>
internal sealed record MachineFacts(int Cores, string Processor, long MemoryBytes, string System, string Runtime, string Commit, double LoadBefore)
{
    private const string Unknown = "unknown";

    /// <summary>Reads them.</summary>
    public static MachineFacts Read(Checkout checkout) => new(
        Environment.ProcessorCount,
        After("/proc/cpuinfo", "model name") ?? Unknown,
        long.Parse(After("/proc/meminfo", "MemTotal")?.Split(' ')[0] ?? "0", CultureInfo.InvariantCulture) * 1024,
        $"{After("/etc/os-release", "PRETTY_NAME")?.Trim('"') ?? Unknown}, kernel {Environment.OSVersion.Version.ToString(2)}",
        RuntimeInformation.FrameworkDescription + (checkout.IsPublished ? ", program as published" : string.Empty),
        CommitOf(checkout.Root),
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture));

    private static string? After(string file, string name) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].TrimStart(':', '=', ' ', '\t')
        : null;

    private static string CommitOf(string root)
    {
        var commit = Git(root, "rev-parse", "--short=10", "HEAD");
        return commit.Length == 0 ? Unknown : Git(root, "status", "--porcelain", "--untracked-files=no").Length == 0 ? commit : commit + "+";
    }

    private static string Git(string root, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? said : string.Empty;
    }
}
