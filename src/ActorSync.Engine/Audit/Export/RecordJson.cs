using System.Globalization;
using System.Text.Json;
using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit.Export;

/// <summary>One exported record, and one seal, as JSON.</summary>
internal static class RecordJson
{
    /// <summary>Writes a record as one object: what was sealed stands under <c>record</c>, byte for byte as it was sealed.</summary>
    public static void Write(Utf8JsonWriter json, ExportedRecord exported, bool withNames)
    {
        json.WriteStartObject();
        json.WriteNumber("partition", exported.Record.Person.Partition);
        json.WritePropertyName("record");
        json.WriteRawValue(exported.Record.Canonical());
        Write(json, "operator", exported.Operator);
        json.WriteString("fileName", exported.File);
        json.WriteString("name", exported.Name);
        if (withNames)
        {
            json.WriteString("employee", exported.Person?.Employee ?? exported.Person?.TargetEmployee);
            json.WriteString("user", exported.Person?.User?.Value);
            json.WriteString("operatorName", exported.OperatorName);
        }

        if (exported.Proof is { } proof)
        {
            json.WriteStartObject("proof");
            json.WriteNumber("seal", proof.Seal);
            json.WriteNumber("index", proof.Index);
            json.WriteStartArray("path");
            foreach (var beside in proof.Path)
            {
                json.WriteStringValue(beside.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a seal as one object, from which its digest can be worked out.</summary>
    public static void Write(Utf8JsonWriter json, RunSeal seal)
    {
        json.WriteStartObject();
        json.WriteString("run", seal.Run.Value);
        json.WriteNumber("records", seal.Records);
        json.WriteString("root", seal.Root.ToString());
        json.WriteString("facts", seal.Facts.ToString());
        json.WriteString("previous", seal.Previous.ToString());
        json.WriteStartArray("heads");
        foreach (var head in seal.Heads)
        {
            json.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{head.Position} {head.Digest}"));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
