using System.Globalization;

namespace ActorSync.Engine.Runs;

/// <summary>Makes files and folders that only their owner can read, where the system knows owners.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Makes a folder and those above it, as far as they are missing.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // Made one by one, because the mode is given to the last folder only.
        var above = Path.GetDirectoryName(Path.GetFullPath(path));
        if (above is not null && !Directory.Exists(above))
        {
            CreateFolder(above);
        }

        Directory.CreateDirectory(path, FolderMode);
    }

    /// <summary>Makes a file; one that is there loses its content.</summary>
    public static FileStream Create(string path) => new(path, Options(System.IO.FileMode.Create, FileShare.Read));

    /// <summary>Opens a file that nobody else has open, and makes it where it is missing.</summary>
    /// <exception cref="IOException">Somebody has it open.</exception>
    public static FileStream OpenAlone(string path) => new(path, Options(System.IO.FileMode.OpenOrCreate, FileShare.None));

    /// <summary>Replaces a file's content in one step, on the disk before this returns: readers see the old or the new one.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Replace(path, path + ".next", content);

    /// <summary>The same for a file that another process may replace in the same moment: one of the two contents stands there in the end, and neither process fails.</summary>
    public static void ReplaceBesideOthers(string path, ReadOnlySpan<byte> content) =>
        Replace(path, string.Create(CultureInfo.InvariantCulture, $"{path}.{Environment.ProcessId}.next"), content);

    private static void Replace(string path, string next, ReadOnlySpan<byte> content)
    {
        using (var file = Create(next))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(next, path, overwrite: true);
    }

    private static FileStreamOptions Options(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return options;
    }
}
