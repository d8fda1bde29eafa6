using System.Text.Json;
using ActorSync.Core.Roster;

namespace ActorSync.Cli.Output;

/// <summary>Findings as a JSON array, with severity and raw text.</summary>
internal static class FindingsJson
{
    /// <summary>Writes the property <c>findings</c>.</summary>
    public static void Write(Utf8JsonWriter writer, IEnumerable<Finding> findings)
    {
        writer.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("file", finding.File);
            writer.WriteNumber("line", finding.Line);
            writer.WriteString("column", finding.Column);
            writer.WriteString("rule", finding.Rule);
            writer.WriteString("severity", NameOf(finding.Severity));
            writer.WriteString("message", finding.Message);
            writer.WriteString("raw", finding.Raw);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string NameOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Notice => "notice",
        FindingSeverity.Warning => "warning",
        FindingSeverity.Error => "error",
        _ => throw new InvalidOperationException($"Unknown severity {severity}."),
    };
}
