using System.Text.Json;

namespace ActorSync.Benchmarks.Durability;

/// <summary>How long a process took to recover.</summary>
/// <param name="Seconds">The first time, as a resume does it.</param>
/// <param name="AgainSeconds">The second time, when all is compiled.</param>
internal sealed record ReplayTimes(double Seconds, double AgainSeconds)
{
    /// <summary>Reads what a process printed.</summary>
    public static ReplayTimes Read(string json) => JsonSerializer.Deserialize<ReplayTimes>(json)!;

    /// <summary>Prints it.</summary>
    public void Write(TextWriter writer) => writer.WriteLine(JsonSerializer.Serialize(this));
}
