using System.Text.Json;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Writes the log as a JSON object a line.</summary>
/// <param name="to">Where to; it stays open.</param>
/// <param name="withNames">Whether people and operators are named.</param>
internal sealed class NdjsonRecordWriter(Stream to, bool withNames) : IRecordWriter
{
    private readonly Utf8JsonWriter _json = new(to);

    /// <inheritdoc/>
    public void Write(ExportedRecord record)
    {
        _json.Reset();
        RecordJson.Write(_json, record, withNames);
        _json.Flush();
        to.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
