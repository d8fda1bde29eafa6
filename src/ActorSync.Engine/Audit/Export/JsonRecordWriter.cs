using System.Text.Json;
using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Writes the log as one JSON object.</summary>
internal sealed class JsonRecordWriter : IRecordWriter
{
    /// <summary>What the object says that it is.</summary>
    public const string Format = "actorsync-audit/1";

    // How much may wait in memory.
    private const int FlushBytes = 1 << 16;

    private readonly Utf8JsonWriter _json;
    private readonly bool _withNames;

    /// <summary>Begins the object.</summary>
    /// <param name="to">Where to; it stays open.</param>
    /// <param name="withNames">Whether people and operators are named.</param>
    /// <param name="seals">The seals that proofs name, the last one being the log's last; none where there are no proofs.</param>
    public JsonRecordWriter(Stream to, bool withNames, IReadOnlyList<RunSeal> seals)
    {
        _withNames = withNames;
        _json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true });
        _json.WriteStartObject();
        _json.WriteString("format", Format);
        if (seals.Count > 0)
        {
            _json.WriteString("lastSeal", seals[^1].Digest.ToString());
            _json.WriteStartArray("seals");
            foreach (var seal in seals)
            {
                RecordJson.Write(_json, seal);
            }

            _json.WriteEndArray();
        }

        _json.WriteStartArray("records");
    }

    /// <inheritdoc/>
    public void Write(ExportedRecord record)
    {
        RecordJson.Write(_json, record, _withNames);
        if (_json.BytesPending >= FlushBytes)
        {
            _json.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Dispose();
    }
}
