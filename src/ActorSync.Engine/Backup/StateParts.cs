using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>What of a target's folder belongs to its state beside the journal: no lock, and nothing half written.</summary>
internal static class StateParts
{
    /// <summary>The folder of the pauses that readers were told.</summary>
    public const string Pauses = "pauses";

    private const string HalfWritten = ".next";

    /// <summary>The files that are copied before the journal: a seal that is kept there stands in the journal then.</summary>
    public static readonly string[] BeforeJournal = ["state.json", "audit-seal.json"];

    /// <summary>The folders that are copied after it: a run that stands in the journal has its spool then.</summary>
    public static readonly string[] AfterJournal = [Pauses, "runs"];

    /// <summary>All of them, and what a restore itself leaves.</summary>
    public static readonly string[] All = [.. BeforeJournal, .. AfterJournal, StateDirectory.RestoredName];

    /// <summary>Whether a path, with slashes, is one of a part and leads nowhere else, whoever made the archive.</summary>
    public static bool IsOne(string path)
    {
        var names = path.Split('/');
        return All.Contains(names[0]) && names.All(name => name is not ("" or "." or "..") && name.IndexOfAny(['\\', ':']) < 0);
    }

    /// <summary>The files of a folder's parts, with slashes and in order.</summary>
    /// <param name="folder">The folder's full path.</param>
    /// <param name="members">The parts wanted.</param>
    public static IEnumerable<string> FilesOf(string folder, IEnumerable<string> members)
    {
        foreach (var member in members)
        {
            var path = Path.Combine(folder, member);
            if (!Directory.Exists(path))
            {
                yield return member;
                continue;
            }

            foreach (var file in FilesUnder(path).Where(file => !file.EndsWith(HalfWritten, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            {
                yield return Path.GetRelativePath(folder, file).Replace('\\', '/');
            }
        }
    }

    // The spool of a closed run may be removed just now, and with it a folder that was listed.
    private static List<string> FilesUnder(string folder)
    {
        try
        {
            var files = Directory.GetFiles(folder).ToList();
            foreach (var below in Directory.GetDirectories(folder))
            {
                files.AddRange(FilesUnder(below));
            }

            return files;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>Opens a file that another process may replace or remove; null where it is gone.</summary>
    /// <remarks>A pause that has ended goes by itself, and before the first seal none is kept.</remarks>
    public static FileStream? TryOpen(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes a file, and the folders above it.</summary>
    public static FileStream Create(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        return OwnerOnly.Create(path);
    }
}
