using System.Text.Json;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>What a loop or a script of the harness's own tells of its work.</summary>
/// <param name="People">For how many people; 0 where it knows of none.</param>
/// <param name="Seconds">How long the work took.</param>
internal sealed record LoopSummary(int People, double Seconds)
{
    /// <summary>Reads what it printed.</summary>
    public static LoopSummary Read(string json) => JsonSerializer.Deserialize<LoopSummary>(json)!;

    /// <summary>Prints it.</summary>
    public void Write(TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(this));
}
