namespace ActorSync.Cli.Commands;

/// <summary>The form of a result on standard output.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>Exactly one JSON object.</summary>
    Json,
}
