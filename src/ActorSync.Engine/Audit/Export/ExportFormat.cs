namespace ActorSync.Engine.Audit.Export;

/// <summary>The form of an exported log.</summary>
public enum ExportFormat
{
    /// <summary>A table by RFC 4180, with a header.</summary>
    Csv,

    /// <summary>One JSON object; of one agent's records with the proofs.</summary>
    Json,

    /// <summary>A JSON object a line.</summary>
    Ndjson,
}
