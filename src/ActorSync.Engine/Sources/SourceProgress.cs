namespace ActorSync.Engine.Sources;

/// <summary>How far the reading of the sources has come.</summary>
/// <param name="File">The name of the file under way.</param>
/// <param name="Rows">Rows of that file so far.</param>
/// <param name="Bytes">Raw bytes of that file so far.</param>
public sealed record SourceProgress(string File, long Rows, long Bytes);
