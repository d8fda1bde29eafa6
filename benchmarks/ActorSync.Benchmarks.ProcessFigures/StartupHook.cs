using System.Globalization;

/// <summary>Has a process say at its end what it used: the runtime calls this before the program where <c>DOTNET_STARTUP_HOOKS</c> names the assembly.</summary>
/// <remarks>What is allocated can be asked inside a process alone, and neither the program nor its output is to change for a measurement.</remarks>
#pragma warning disable CA1050 // The runtime looks for this very name, outside of any namespace.
internal static class StartupHook
#pragma warning restore CA1050
{
    private const string FileVariable = "BENCHMARK_PROCESS_FIGURES";
    private const string PeakResident = "VmHWM:";

    /// <summary>Begins to listen for the end.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            Environment.SetEnvironmentVariable(FileVariable, null); // What the process starts is not to write into the same file.
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(file, Figures());
        }
    }

    private static string Figures() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"allocatedBytes": {{GC.GetTotalAllocatedBytes(precise: true)}}, "cpuSeconds": {{Environment.CpuUsage.TotalTime.TotalSeconds}}, "peakResidentBytes": {{PeakResidentBytes()}}}
        """);

    private static long PeakResidentBytes()
    {
        var line = File.ReadLines("/proc/self/status").First(each => each.StartsWith(PeakResident, StringComparison.Ordinal));
        return long.Parse(line[PeakResident.Length..].Replace("kB", string.Empty, StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
    }
}
