namespace ActorSync.Cli.Output;

/// <summary>Writes arguments as a person pastes them into a shell.</summary>
internal static class ShellWords
{
    private const string Plain = "-_./:,=+@%";

    /// <summary>The arguments with a blank between them; whatever a shell would take apart or replace is quoted.</summary>
    public static string Of(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Of));

    private static string Of(string argument) => argument.Length > 0 && argument.All(character => char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
        ? argument
        : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
