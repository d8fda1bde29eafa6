using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Benchmarks.Results;

/// <summary>Results as JSON files.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a result.</summary>
    public static void Write(string file, BenchResult result)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, JsonSerializer.Serialize(result, Format) + "\n");
    }

    /// <summary>Reads a result.</summary>
    /// <exception cref="HarnessException">There is none.</exception>
    public static BenchResult Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<BenchResult>(File.ReadAllText(file), Format) ?? throw new HarnessException($"{file} is empty.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException)
        {
            throw new HarnessException($"{file} is no result: {unreadable.Message}");
        }
    }

    /// <summary>Reads every result of a folder, the oldest first.</summary>
    public static ImmutableArray<(string Name, BenchResult Result)> ReadAll(string folder) =>
    [
        .. Directory.GetFiles(folder, "*.json").Select(file => (Name: Path.GetFileName(file), Result: Read(file)))
            .OrderBy(each => each.Result.At).ThenBy(each => each.Name, StringComparer.Ordinal),
    ];
}
