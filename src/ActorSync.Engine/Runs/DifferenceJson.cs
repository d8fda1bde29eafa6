using System.Text.Json;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>The part of the summary's JSON that says why another number of requests was sent than forecast: what came on top is positive, what fell away is negative.</summary>
internal static class DifferenceJson
{
    private const string Name = "forecastDifference";

    /// <summary>Writes the property and its object.</summary>
    public static void Write(Utf8JsonWriter writer, ForecastDifference difference) => writer.WriteCounts(
        Name,
        ("total", difference.Total),
        ("throttled", difference.Throttled),
        ("retried", difference.Retried),
        ("settling", difference.Settling),
        ("readAgain", difference.ReadAgain),
        ("foundSent", difference.FoundSent),
        ("expected", -difference.Expected),
        ("notNeeded", -difference.NotNeeded),
        ("toCome", -difference.ToCome),
        ("unexplained", difference.Unexplained));

    /// <summary>Reads the object out of a summary, or null where it has none.</summary>
    public static ForecastDifference? Read(JsonElement summary) => summary.TryGetProperty(Name, out var json)
        ? new()
        {
            Throttled = json.Count("throttled"),
            Retried = json.Count("retried"),
            Settling = json.Count("settling"),
            ReadAgain = json.Count("readAgain"),
            FoundSent = json.TryGetProperty("foundSent", out var found) ? found.GetInt64() : 0, // Summaries from before this was told count it as unexplained.
            Expected = -json.Count("expected"),
            NotNeeded = -json.Count("notNeeded"),
            ToCome = -json.Count("toCome"),
            Unexplained = json.Count("unexplained"),
        }
        : null;
}
