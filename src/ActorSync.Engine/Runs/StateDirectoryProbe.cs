using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>Finds out whether state can be read, and made or written, in a folder that may not exist yet, and says what is in the way.</summary>
internal static class StateDirectoryProbe
{
    private const string Remedy = "Give State:Directory a folder that this user can read and write.";
    private const string RemedyOfFull = "Free space there, or give State:Directory a folder on another disk.";

    // About what a new journal takes at once. A full disk still takes the name of a file, so that only content tells.
    private const int Trial = 64 * 1024;

    // EROFS of Linux and macOS, and Windows' code of a write-protected medium.
    private static readonly int[] ReadOnly = [30, unchecked((int)0x80070013)];

    /// <summary>Tries it out; leaves nothing behind.</summary>
    /// <param name="folder">The full path of the state's folder.</param>
    /// <param name="content">A file that a folder in use has.</param>
    /// <param name="writes">Whether a folder in use must be writable too; one that is yet to be made must in any case.</param>
    /// <exception cref="StateUnusableException">Something is in the way.</exception>
    public static void Try(string folder, string content, bool writes)
    {
        var (there, missing) = DeepestOf(content);
        if (!Directory.Exists(there) && there != content)
        {
            var what = new FileInfo(there).LinkTarget is null ? "is a file" : "is a link that leads to no folder";
            throw Unusable(folder, $"{there} {what}", Remedy, null);
        }

        if (missing is not null && HiddenBecause(missing) is { } why)
        {
            throw Unusable(folder, $"{there} cannot be looked into, because {why}", Remedy, null);
        }

        if (writes || missing is not null)
        {
            Write(missing is null ? folder : there, folder);
        }
    }

    /// <summary>What a person is told where something was in the way after all.</summary>
    /// <param name="folder">The full path of the state's folder.</param>
    /// <param name="cause">What was met.</param>
    public static StateUnusableException Met(string folder, Exception cause) =>
        Unusable(folder, Plain(cause), RemedyOf(cause), cause);

    /// <summary>The deepest part of a path that is there, and the part below it that is not.</summary>
    private static (string There, string? Missing) DeepestOf(string path)
    {
        string? missing = null;
        while (!Directory.Exists(path) && !File.Exists(path) && Path.GetDirectoryName(path) is { } above)
        {
            (missing, path) = (path, above);
        }

        return (path, missing);
    }

    // What cannot be looked at seems to be missing.
    private static string? HiddenBecause(string missing)
    {
        try
        {
            _ = File.GetAttributes(missing);
            return null;
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException)
        {
            return null; // Whether it can be made, the attempt to write tells.
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return Words(cause);
        }
    }

    private static void Write(string where, string folder)
    {
        try
        {
            var file = Path.Combine(where, $".actorsync-{Path.GetRandomFileName()}");
            using var made = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            made.Write(new byte[Trial]);
            made.Flush(flushToDisk: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            throw Unusable(folder, $"nothing can be made in {where}, because {Words(cause)}", RemedyOf(cause), cause);
        }
    }

    private static StateUnusableException Unusable(string folder, string why, string remedy, Exception? cause) =>
        new($"State cannot be kept in {folder}: {ReasonText.Sentence(why)}", remedy, cause);

    private static string RemedyOf(Exception cause) => IsFull(cause) ? RemedyOfFull : Remedy;

    // Where a limit of the system keeps a file from growing, the framework blames the length that was asked for.
    private static bool IsFull(Exception cause) => cause is ArgumentOutOfRangeException || (cause is IOException io && StorageFault.IsFull(io));

    private static string Words(Exception cause) => cause switch
    {
        UnauthorizedAccessException => "this user has no right to do so",
        FileNotFoundException or DirectoryNotFoundException => "the system takes no new files there",
        PathTooLongException => "a name in the path is too long",
        IOException io when ReadOnly.Contains(io.HResult) => "its file system is read-only",
        _ when IsFull(cause) => "its disk is full",
        _ => Plain(cause),
    };

    // The framework puts the path behind the words of the system, where it has none of its own for them.
    private static string Plain(Exception cause)
    {
        var path = cause.Message.LastIndexOf(" : '", StringComparison.Ordinal);
        return path > 0 && cause.Message.EndsWith('\'') ? cause.Message[..path] : cause.Message;
    }
}
