using System.Net.Sockets;
using System.Text.Json;
using ActorSync.Engine.Runs;
using ActorSync.Sandbox;

namespace ActorSync.Cli.Sandboxes;

/// <summary>Says what is wrong with the file in which <c>sandbox --state</c> is to keep its state, and what to do.</summary>
internal static class ServedState
{
    // The first line of a state says what it is; anything longer is none.
    private const int LongestFirstLine = 4096;

    /// <summary>Refuses a file that no sandbox has written: it would be taken for a state cut short, and written over.</summary>
    /// <param name="file">The full path, or null where no state is kept.</param>
    /// <exception cref="CommandFailure">It is none, or cannot be read.</exception>
    public static void Check(string? file)
    {
        if (Directory.Exists(file))
        {
            throw Unusable(file, "it is a directory.");
        }

        if (!File.Exists(file))
        {
            return;
        }

        try
        {
            if (!IsState(file))
            {
                throw Unusable(file, "it is no state of a sandbox.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable(file, exception.Message);
        }
    }

    /// <summary>The failure, with the remedy, where it was the state file that kept a sandbox from starting; null where it was the seed, a port or an option.</summary>
    /// <param name="exception">What was met.</param>
    /// <param name="file">The full path.</param>
    public static CommandFailure? FailureOf(Exception exception, string file) => exception switch
    {
        StateInUseException => new(
            ExitCode.Conflict, "sandbox-in-use", $"The sandbox cannot keep its state in {file}: another process does. Stop the other, or name another file with --state."),
        InvalidDataException when !File.Exists(file) => null, // There is none before the seed has been taken.
        InvalidDataException or UnauthorizedAccessException => Unusable(file, exception.Message),
        IOException when exception.GetBaseException() is not SocketException => Unusable(file, exception.Message),
        _ => null,
    };

    private static CommandFailure Unusable(string file, string problem) => new(
        ExitCode.Usage,
        "sandbox-state-unusable",
        $"The sandbox cannot keep its state in {file}: {problem} Name another file with --state; one that does not exist yet is made in a folder that you may write to.");

    private static bool IsState(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var start = new byte[LongestFirstLine];
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var end = start.AsSpan(0, read).IndexOf((byte)'\n');
        try
        {
            using var header = JsonDocument.Parse(start.AsMemory(0, Math.Max(0, end)));
            return header.RootElement.ValueKind == JsonValueKind.Object
                && header.RootElement.TryGetProperty("kind", out var kind) && kind.ValueKind == JsonValueKind.String && kind.ValueEquals("sandbox");
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
