namespace ActorSync.Engine.Hosting.Options;

/// <summary>The form of a source file (<c>Source:Format</c>); <c>.gz</c> of each is seen by its first bytes.</summary>
public enum SourceFormat
{
    /// <summary>Text separated by a delimiter, with a header row.</summary>
    Csv,

    /// <summary>One JSON array.</summary>
    Json,

    /// <summary>A JSON object a line.</summary>
    Ndjson,
}
