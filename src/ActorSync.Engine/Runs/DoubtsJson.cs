using System.Text.Json;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>The part of the summary's JSON that says how writes in doubt were settled: counts of all, and a bounded list.</summary>
internal static class DoubtsJson
{
    private const string Name = "doubts";

    /// <summary>Writes the property and its object.</summary>
    public static void Write(Utf8JsonWriter writer, RunDoubts doubts)
    {
        writer.WriteStartObject(Name);
        writer.WriteNumber("settledApplied"u8, doubts.Counts.Applied);
        writer.WriteNumber("settledNotApplied"u8, doubts.Counts.NotApplied);
        writer.WriteNumber("settledInPart"u8, doubts.Counts.InPart);
        writer.WriteNumber("unsettled"u8, doubts.Counts.Unsettled);
        writer.WriteStartArray("writes"u8);
        foreach (var doubt in doubts.Listed)
        {
            writer.WriteStartObject();
            writer.WriteString("employeeId"u8, doubt.Employee);
            writer.WriteString("wrote"u8, doubt.Wrote);
            writer.WriteString("reason"u8, doubt.Reason);
            writer.WriteString("settled"u8, NameOf(doubt.Result));
            writer.WriteInstant("at", doubt.At);
            writer.WriteBoolean("countsAsGivenByHand"u8, doubt.CountsAsGivenByHand);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads the object.</summary>
    public static RunDoubts Read(JsonElement json) => new(
        new DoubtCounts(
            json.Count("settledApplied"),
            json.Count("settledNotApplied"),
            json.Count("settledInPart"),
            json.Count("unsettled")),
        [.. json.GetProperty("writes").EnumerateArray().Select(ReadOne)]);

    private static ReportedDoubt ReadOne(JsonElement json) => new(
        json.Text("employeeId"),
        json.Text("wrote"),
        json.Text("reason"),
        ResultOf(json.Text("settled")),
        json.Instant("at"))
    {
        CountsAsGivenByHand = json.TryGetProperty("countsAsGivenByHand", out var counts) && counts.GetBoolean(),
    };

    private static string NameOf(DoubtResult result) => result switch
    {
        DoubtResult.Applied => "applied",
        DoubtResult.NotApplied => "notApplied",
        DoubtResult.AppliedInPart => "inPart",
        DoubtResult.Unsettled => "unsettled",
        _ => throw new InvalidOperationException($"Unknown result {result}."),
    };

    private static DoubtResult ResultOf(string name) => name switch
    {
        "applied" => DoubtResult.Applied,
        "notApplied" => DoubtResult.NotApplied,
        "inPart" => DoubtResult.AppliedInPart,
        "unsettled" => DoubtResult.Unsettled,
        _ => throw new InvalidDataException($"'{name}' is no way in which a write in doubt is settled."),
    };
}
