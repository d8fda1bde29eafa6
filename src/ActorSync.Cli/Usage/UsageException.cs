namespace ActorSync.Cli.Usage;

/// <summary>The command line cannot be understood; the message names what was probably meant.</summary>
internal sealed class UsageException(string message, string? commandPath = null) : Exception(message)
{
    /// <summary>The command whose help shows how it is used, or null when none was recognised.</summary>
    public string? CommandPath { get; } = commandPath;
}
