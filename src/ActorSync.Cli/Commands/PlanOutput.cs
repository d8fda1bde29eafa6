using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Where <c>--out</c> writes a plan.</summary>
internal static class PlanOutput
{
    /// <summary>Checks that the folder is there, before anything is read.</summary>
    /// <exception cref="CommandFailure">It is not.</exception>
    public static void Check(string? file, string workingDirectory)
    {
        if (file is not null && !Directory.Exists(Path.GetDirectoryName(PathOf(file, workingDirectory))))
        {
            throw new CommandFailure(ExitCode.Usage, "plan-unwritable", $"--out {file}: there is no such folder.");
        }
    }

    /// <summary>The full path, or null for none.</summary>
    public static string? PathOf(string? file, string workingDirectory) => file is null ? null : Path.GetFullPath(file, workingDirectory);
}
