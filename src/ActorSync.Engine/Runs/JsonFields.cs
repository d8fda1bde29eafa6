using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Runs;

/// <summary>The few kinds of fields that summaries are made of, written and read one way.</summary>
internal static class JsonFields
{
    /// <summary>Writes an object of nothing but counts, in this order.</summary>
    public static void WriteCounts(this Utf8JsonWriter writer, string name, params ReadOnlySpan<(string Name, long Count)> counts)
    {
        writer.WriteStartObject(name);
        foreach (var (field, count) in counts)
        {
            writer.WriteNumber(field, count);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes an instant in the extended ISO form, to the nanosecond where it has any.</summary>
    public static void WriteInstant(this Utf8JsonWriter writer, string name, Instant instant) =>
        writer.WriteString(name, InstantPattern.ExtendedIso.Format(instant));

    /// <summary>A whole number.</summary>
    public static long Count(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    /// <summary>A number with a fraction.</summary>
    public static double Number(this JsonElement json, string name) => json.GetProperty(name).GetDouble();

    /// <summary>A text that is always there.</summary>
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>What <see cref="WriteInstant"/> wrote.</summary>
    public static Instant Instant(this JsonElement json, string name) => InstantPattern.ExtendedIso.Parse(json.Text(name)).Value;
}
