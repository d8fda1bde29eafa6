using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>Recorded requests as a file, a line each.</summary>
internal static class RecordedRequests
{
    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(string file, IEnumerable<RecordedRequest> requests, CancellationToken stop)
    {
        await using var writer = new StreamWriter(file);
        foreach (var request in requests)
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), stop);
        }
    }

    /// <summary>Reads the file.</summary>
    public static ImmutableArray<RecordedRequest> Read(string file) => [.. File.ReadLines(file).Select(line => JsonSerializer.Deserialize<RecordedRequest>(line)!)];
}
