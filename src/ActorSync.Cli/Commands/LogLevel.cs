namespace ActorSync.Cli.Commands;

/// <summary>How much is logged to standard error.</summary>
internal enum LogLevel
{
    /// <summary>Each request, and stack traces.</summary>
    Debug,

    /// <summary>The steps of a run.</summary>
    Information,

    /// <summary>What deserves attention.</summary>
    Warning,

    /// <summary>What failed.</summary>
    Error,
}
