namespace ActorSync.Cli;

/// <summary>Everything that the program takes from around it, so that a test can give it other things.</summary>
/// <param name="Streams">The standard streams.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Variables">The environment variables.</param>
/// <param name="WorkingDirectory">The full path of the current folder.</param>
/// <param name="ProgramDirectory">The full path of the folder that the program and its shipped files lie in.</param>
/// <param name="Stop">Cancelled when a person or the system asks the program to stop.</param>
internal sealed record CliEnvironment(
    IConsoleStreams Streams,
    TimeProvider Clock,
    IReadOnlyDictionary<string, string?> Variables,
    string WorkingDirectory,
    string ProgramDirectory,
    CancellationToken Stop)
{
    /// <summary>What the command under way says to a request to stop.</summary>
    public StopWords StopWords { get; init; } = new();
}
