using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSync.Core.Dialects;

namespace ActorSync.Core.Taxonomy;

/// <summary>Writes a taxonomy as the configuration has it.</summary>
public static class TaxonomySection
{
    // The text is for people: names keep their accents.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object with the property <c>Taxonomy</c>; what a default says is left out, but for <c>managed</c>, which everybody should see.</summary>
    public static string Write(DeclaredTaxonomy taxonomy)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("Taxonomy"u8);
            json.WriteStartArray("Skills"u8);
            foreach (var skill in taxonomy.Skills)
            {
                Write(json, skill);
            }

            json.WriteEndArray();
            json.WriteStartArray("Certifications"u8);
            foreach (var certification in taxonomy.Certifications)
            {
                Write(json, certification);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, DeclaredSkill skill)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, skill.Name.Value);
        WriteIfGiven(json, "description", skill.Description);
        WriteIfGiven(json, "parent", skill.Parent?.Value);
        json.WriteBoolean("managed"u8, skill.Managed);
        if (skill.DefaultLevel is { } level)
        {
            json.WriteLevel("defaultLevel", level);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeclaredCertification certification)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, certification.Name.Value);
        WriteIfGiven(json, "description", certification.Description);
        json.WriteNumber("validityInDays"u8, certification.ValidityInDays);
        if (certification.Gate is { } gate)
        {
            json.WriteStartObject("gatingSkill"u8);
            json.WriteString("name"u8, gate.Name.Value);
            json.WriteLevel("level", gate.Level);
            json.WriteEndObject();
        }

        json.WriteBoolean("managed"u8, certification.Managed);
        json.WriteEndObject();
    }

    private static void WriteIfGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            json.WriteString(name, value);
        }
    }
}
