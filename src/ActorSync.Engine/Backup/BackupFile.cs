using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>A backup as one file: a tar archive whose first entry is the manifest, followed by the parts in its order.</summary>
internal static class BackupFile
{
    private const string ManifestName = "manifest.json";

    /// <summary>The longest manifest that is read, in bytes: about 300 thousand parts.</summary>
    private const int LongestManifest = 64 * 1024 * 1024;

    /// <summary>The digest and length of a part that lies in a folder.</summary>
    public static BackupPart Measure(string folder, string name)
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        return new(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    /// <summary>Writes the archive under a temporary name, and gives it its own once it is on the disk.</summary>
    public static void Write(string path, BackupManifest manifest, string folder)
    {
        var next = path + ".next";
        try
        {
            using (var file = OwnerOnly.Create(next))
            {
                using (var tar = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
                {
                    using var head = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, StateJson.Default.BackupManifest));
                    tar.WriteEntry(Entry(ManifestName, head));
                    foreach (var part in manifest.Parts)
                    {
                        using var content = File.OpenRead(Path.Combine(folder, part.Name));
                        tar.WriteEntry(Entry(part.Name, content));
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>Checks the whole file against its manifest, and keeps the parts in a folder where one is given.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="target">The name of the folder of the target that it must be of.</param>
    /// <param name="into">The folder, or null to check alone.</param>
    /// <exception cref="BackupRefusedException">It is damaged, of another target, or of a newer version.</exception>
    public static BackupManifest Read(string path, string target, string? into)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var tar = new TarReader(file);
            var manifest = ReadManifest(path, tar);
            Check(path, manifest, target);
            foreach (var part in manifest.Parts)
            {
                ReadPart(path, tar, part, into);
            }

            return tar.GetNextEntry() is null ? manifest : throw Damaged(path, "it has parts that its manifest does not name");
        }
        catch (Exception cause) when (cause is InvalidDataException or EndOfStreamException or JsonException or FormatException or ArgumentException)
        {
            throw Damaged(path, "it is no whole archive", cause);
        }
        catch (Exception cause) when (cause is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new BackupRefusedException($"The backup {path} cannot be read: {cause.Message}", cause);
        }
    }

    private static PaxTarEntry Entry(string name, Stream content) =>
        new(TarEntryType.RegularFile, name) { DataStream = content, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite };

    private static BackupManifest ReadManifest(string path, TarReader tar)
    {
        if (tar.GetNextEntry() is not { Name: ManifestName, DataStream: { } content } entry || entry.Length > LongestManifest)
        {
            throw Damaged(path, "it does not begin with a manifest");
        }

        return JsonSerializer.Deserialize(content, StateJson.Default.BackupManifest) is { Target: not null, Parts: not null } manifest
            ? manifest
            : throw Damaged(path, "its manifest is empty");
    }

    private static void Check(string path, BackupManifest manifest, string target)
    {
        if (manifest.Format > BackupManifest.Newest)
        {
            throw new BackupRefusedException(
                $"The backup {path} has format {manifest.Format}, and this version of ActorSync knows formats up to {BackupManifest.Newest}. Use the version that made it. Nothing was touched.");
        }

        if (manifest.Target != target)
        {
            throw new BackupRefusedException(
                $"The backup {path} is of the target {manifest.Target}, and the configured one is {target}. Configure the target that it is of, or give its own backup. Nothing was touched.");
        }
    }

    private static void ReadPart(string path, TarReader tar, BackupPart part, string? into)
    {
        if (tar.GetNextEntry() is not { } entry || entry.Name != part.Name || entry.Length != part.Length)
        {
            throw Damaged(path, $"{part.Name} is missing or cut off");
        }

        // A name never leads out of the folder, whoever made the archive.
        if (part.Name.Split('/') is not { Length: <= 3 } names || names.Any(name => name is "" or "." or "..") || part.Name.Contains('\\', StringComparison.Ordinal))
        {
            throw Damaged(path, $"'{part.Name}' is not the name of a part");
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var kept = into is null ? null : Keep(Path.Combine(into, part.Name));
        var buffer = new byte[128 * 1024];
        while (entry.DataStream?.Read(buffer) is > 0 and var read)
        {
            digest.AppendData(buffer, 0, read);
            kept?.Write(buffer, 0, read);
        }

        kept?.Flush(flushToDisk: true);
        if (Convert.ToHexStringLower(digest.GetHashAndReset()) != part.Sha256)
        {
            throw Damaged(path, $"the checksum of {part.Name} does not match");
        }
    }

    private static FileStream Keep(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        return OwnerOnly.Create(path);
    }

    private static BackupRefusedException Damaged(string path, string what, Exception? cause = null) =>
        new($"The backup {path} is damaged: {what}. Use another backup. Nothing was touched.", cause);
}
