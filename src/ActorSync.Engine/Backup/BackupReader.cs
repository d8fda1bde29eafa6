using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>Reads a backup that has been found whole.</summary>
internal sealed class BackupReader : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const string NothingTouched = "Nothing was touched.";

    private readonly ZipArchive _zip;

    private BackupReader(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    /// <summary>What it says of itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens a backup and checks all of it.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="target">The name of the folder of the target that it must be of.</param>
    /// <exception cref="BackupRefusedException">It cannot be read, or is damaged, of another target, or of a newer version.</exception>
    public static BackupReader Open(string path, string target)
    {
        ZipArchive? zip = null;
        try
        {
            var file = File.OpenRead(path);
            zip = OpenWhole(file) ?? throw Damaged(path, "it is no backup, or not as it was written");
            var manifest = ReadManifest(zip) ?? throw Damaged(path, "it has no manifest");
            Check(path, manifest, target);
            foreach (var part in manifest.Parts)
            {
                Check(path, zip, part);
            }

            return zip.Entries.Count == manifest.Parts.Length + 1 ? new BackupReader(zip, manifest) : throw Damaged(path, "it has parts that its manifest does not name");
        }
        catch (Exception cause)
        {
            zip?.Dispose();
            throw cause switch
            {
                InvalidDataException or EndOfStreamException or JsonException => Damaged(path, "it is no whole archive", cause),
                IOException or UnauthorizedAccessException => new BackupRefusedException($"The backup {path} cannot be read: {ReasonText.Sentence(cause.Message)} {NothingTouched}", cause),
                _ => cause,
            };
        }
    }

    /// <summary>Whether a file is a backup of whatever target, an archive with a manifest; what stands in it is not checked, and one that was cut off is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsOne(string path)
    {
        if (new FileInfo(path).Length == 0)
        {
            return false; // A device or a pipe too, which whoever opens it may wait for.
        }

        try
        {
            using var zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            return ReadManifest(zip) is not null;
        }
        catch (Exception other) when (other is InvalidDataException or EndOfStreamException or JsonException)
        {
            return false;
        }
    }

    /// <summary>A part's content.</summary>
    public Stream OpenPart(BackupPart part) => new BufferedStream(_zip.GetEntry(part.Name)!.Open(), BufferSize);

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static ZipArchive? OpenWhole(FileStream file)
    {
        try
        {
            if (IsWhole(file))
            {
                return new ZipArchive(file, ZipArchiveMode.Read);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    private static bool IsWhole(FileStream file)
    {
        if (file.Length <= BackupWriter.DigestLength)
        {
            return false;
        }

        var digest = BackupWriter.DigestOf(file);
        var kept = new byte[BackupWriter.DigestLength];
        file.ReadExactly(kept);
        return Encoding.ASCII.GetString(kept) == digest;
    }

    private static BackupManifest? ReadManifest(ZipArchive zip)
    {
        if (zip.GetEntry(BackupWriter.ManifestName) is not { } entry)
        {
            return null;
        }

        using var content = entry.Open();
        return JsonSerializer.Deserialize(content, StateJson.Default.BackupManifest) is { Target: not null, Parts: not null } manifest ? manifest : null;
    }

    private static void Check(string path, BackupManifest manifest, string target)
    {
        if (manifest.Format > BackupManifest.Newest)
        {
            throw new BackupRefusedException(
                $"The backup {path} has format {manifest.Format}, and this version of ActorSync knows formats up to {BackupManifest.Newest}. Use the version that made it, or a later one. {NothingTouched}");
        }

        if (manifest.Target != target)
        {
            throw new BackupRefusedException(
                $"The backup {path} is of the target {manifest.Target}, and the configured one is {target}. Configure the target that it is of, or give the backup of this one. {NothingTouched}");
        }
    }

    private static void Check(string path, ZipArchive zip, BackupPart part)
    {
        if (part.Table is null && (part.File is null || !StateParts.IsOne(part.File)))
        {
            throw Damaged(path, $"'{part.Name}' is not the name of a part");
        }

        using var content = (zip.GetEntry(part.Name) ?? throw Damaged(path, $"{part.Name} is missing")).Open();
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != part.Sha256)
        {
            throw Damaged(path, $"the checksum of {part.Name} does not match");
        }
    }

    private static BackupRefusedException Damaged(string path, string what, Exception? cause = null) =>
        new($"The backup {path} is damaged: {what}. Use another backup. {NothingTouched}", cause);
}
