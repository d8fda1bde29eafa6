using System.Text.Json;

namespace ActorSync.Benchmarks.Processes;

/// <summary>What a .NET process said of itself at its end.</summary>
/// <param name="AllocatedBytes">All that it ever allocated.</param>
/// <param name="CpuSeconds">Processor time on all cores, in seconds.</param>
/// <param name="PeakResidentBytes">The most memory resident at once, as the system counts it.</param>
internal sealed record ProcessFigures(long AllocatedBytes, double CpuSeconds, long PeakResidentBytes)
{
    /// <summary>Reads the file that the process left.</summary>
    /// <exception cref="HarnessException">It left none.</exception>
    public static ProcessFigures Read(string file) => File.Exists(file)
        ? JsonSerializer.Deserialize<ProcessFigures>(File.ReadAllText(file), JsonSerializerOptions.Web)!
        : throw new HarnessException("A measured process ended without saying what it used.");
}
