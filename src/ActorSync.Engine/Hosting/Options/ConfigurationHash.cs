using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The hash of everything in the configuration that shapes a plan's operations.</summary>
/// <remarks>
/// Secrets, addresses, pace and guard are left out: they decide whether and how fast a plan is done, never what it does. So are
/// descriptions and parents, which no operation on a person carries.
/// </remarks>
public static class ConfigurationHash
{
    private const int Version = 1;

    /// <summary>SHA-256 in lower-case hexadecimal; equal for configurations that differ only in order, comments or spelling.</summary>
    public static string Of(ActorSyncOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, options);
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter json, ActorSyncOptions options)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);

        foreach (var key in Shaping)
        {
            json.WriteString(key.Path, key.Show(options));
        }

        json.WriteStartArray("divisions");
        foreach (var division in options.Scope.Divisions.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(division);
        }

        json.WriteEndArray();
        WriteTaxonomy(json, options);
        json.WriteEndObject();
    }

    private static readonly OptionKey[] Shaping =
    [
        OptionKeys.Dialect, OptionKeys.SourceName, OptionKeys.Mode, OptionKeys.TimeZone,
        OptionKeys.Removal, OptionKeys.Adopt, OptionKeys.Terminated, OptionKeys.Absent, OptionKeys.Margin,
    ];

    private static void WriteTaxonomy(Utf8JsonWriter json, ActorSyncOptions options)
    {
        json.WriteStartArray("skills");
        foreach (var skill in options.Taxonomy.Skills)
        {
            json.WriteStartObject();
            json.WriteString("name", skill.Name.Value);
            json.WriteBoolean("managed", skill.Managed);
            json.WriteString("defaultLevel", skill.DefaultLevel?.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("certifications");
        foreach (var certification in options.Taxonomy.Certifications)
        {
            json.WriteStartObject();
            json.WriteString("name", certification.Name.Value);
            json.WriteNumber("validityInDays", certification.ValidityInDays);
            json.WriteString("gatingSkill", certification.Gate?.Name.Value);
            json.WriteString("gatingLevel", certification.Gate?.Level.ToString());
            json.WriteBoolean("managed", certification.Managed);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
