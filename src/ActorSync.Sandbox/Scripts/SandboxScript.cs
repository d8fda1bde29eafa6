using System.Collections.Immutable;
using System.Text.Json;

namespace ActorSync.Sandbox.Scripts;

/// <summary>Reads a script: a JSON array of steps such as <c>{"at": 1200, "limit": "100/60"}</c>.</summary>
public static class SandboxScript
{
    /// <summary>A year in seconds: more is a slip of the pen.</summary>
    private const double MaxSeconds = 366 * 86_400d;

    /// <summary>The most steps of a script.</summary>
    private const int MaxSteps = 100_000;

    private static readonly string Shape = $"A script is a JSON array of at most {MaxSteps} steps such as {{\"at\": 1200, \"limit\": \"100/60\"}}.";

    private static readonly JsonDocumentOptions Reading = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the steps of a script, sorted by their instants; steps of one instant keep their order.</summary>
    /// <returns>The steps, or null and one sentence in <paramref name="problem"/>.</returns>
    public static ImmutableArray<ScriptStep>? TryParse(ReadOnlySpan<byte> json, out string? problem)
    {
        JsonElement script;
        try
        {
            script = JsonElement.Parse(json.StartsWith(ByteOrderMark) ? json[ByteOrderMark.Length..] : json, Reading);
        }
        catch (JsonException malformed)
        {
            var reason = malformed.Message.Split(" LineNumber: ")[0];
            problem = $"it is no JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}: {reason} Correct it there. {Shape}";
            return null;
        }

        return TryRead(script, out problem);
    }

    /// <summary>The same for JSON that is read already.</summary>
    internal static ImmutableArray<ScriptStep>? TryRead(JsonElement script, out string? problem)
    {
        if (script.ValueKind != JsonValueKind.Array || script.GetArrayLength() > MaxSteps)
        {
            problem = Shape;
            return null;
        }

        var steps = new List<ScriptStep>();
        foreach (var item in script.EnumerateArray())
        {
            if (ReadStep(item, out problem) is not { } step)
            {
                problem = $"Step {steps.Count + 1} of the script: {problem}";
                return null;
            }

            steps.Add(step);
        }

        problem = null;
        return [.. steps.OrderBy(step => step.At)];
    }

    private static ScriptStep? ReadStep(JsonElement item, out string? problem)
    {
        if (item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty("at", out var at)
            || at.ValueKind != JsonValueKind.Number
            || !at.TryGetDouble(out var seconds)
            || seconds is < 0 or > MaxSeconds)
        {
            problem = "it is an object whose 'at' is a number of seconds from 0 on, at most a year.";
            return null;
        }

        return ChangeReader.TryRead(item, isStep: true, out problem) is { } change ? new ScriptStep(TimeSpan.FromSeconds(seconds), change) : null;
    }
}
