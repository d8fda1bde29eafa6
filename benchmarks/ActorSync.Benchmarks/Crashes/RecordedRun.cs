using System.Text.Json;
using ActorSync.Benchmarks.Runs;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>A run as <c>runs --output json</c> tells of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsOpen">Whether it can be resumed.</param>
/// <param name="ChangedSoFar">How many people are done, or null where it is closed.</param>
internal sealed record RecordedRun(string Id, bool IsOpen, long? ChangedSoFar)
{
    /// <summary>Reads of the latest run; null where there is none.</summary>
    /// <exception cref="HarnessException">The program does not tell.</exception>
    public static async Task<RecordedRun?> ReadLatestAsync(Client client, CancellationToken stop)
    {
        var told = await client.DoAsync(["runs"], stop);
        if (told.ExitCode != 0)
        {
            throw new HarnessException($"runs ended with {told.ExitCode}: {string.Join('\n', told.ErrorLines)}");
        }

        using var document = JsonDocument.Parse(told.Output);
        return document.RootElement.GetProperty("runs").EnumerateArray().Select(Read).FirstOrDefault();
    }

    private static RecordedRun Read(JsonElement run) => new(
        run.GetProperty("runId").GetString()!,
        run.GetProperty("open").GetBoolean(),
        run.TryGetProperty("changedSoFar", out var changed) ? changed.GetInt64() : null);
}
