using ActorSync.Core.Roster;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Reads <c>--only ID,…</c> or <c>--only @FILE</c>.</summary>
internal static class OnlyList
{
    /// <summary>The employee ids of the pilot group, or null for everybody.</summary>
    /// <exception cref="CommandFailure">The file cannot be read, or no id is named.</exception>
    public static IReadOnlyList<EmployeeId>? Read(string? only, string workingDirectory)
    {
        if (only is null)
        {
            return null;
        }

        var names = only.StartsWith('@') ? Lines(only[1..], workingDirectory) : only.Split(',');
        EmployeeId[] ids = [.. names.Where(name => !string.IsNullOrWhiteSpace(name)).Select(name => new EmployeeId(name)).Distinct().Order()];
        return ids.Length > 0
            ? ids
            : throw new CommandFailure(ExitCode.Usage, "only-empty", $"--only {only} names nobody. Give employee ids: --only 000103,000134 or --only @FILE with an id a line.");
    }

    private static string[] Lines(string file, string workingDirectory)
    {
        try
        {
            return File.ReadAllLines(Path.GetFullPath(file, workingDirectory));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailure(ExitCode.Usage, "only-unreadable", $"--only @{file} cannot be read: {exception.Message}");
        }
    }
}
