using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Backup;

/// <summary>Writes a backup: a zip archive of the parts and, last, the manifest; its comment is the digest of every byte before it.</summary>
/// <remarks>It grows under a temporary name, and gets its own once it is whole and on the disk.</remarks>
internal sealed class BackupWriter : IDisposable
{
    /// <summary>The manifest's name in the archive.</summary>
    public const string ManifestName = "manifest.json";

    /// <summary>The length of the digest at the end, in bytes: SHA-256 in hexadecimal.</summary>
    public const int DigestLength = 2 * SHA256.HashSizeInBytes;

    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly string _next;
    private readonly DateTimeOffset _at;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly List<BackupPart> _parts = [];

    /// <summary>Begins one.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="at">What the archive says of when its parts were written.</param>
    public BackupWriter(string path, DateTimeOffset at)
    {
        (_path, _next, _at) = (path, path + ".next", at);
        _file = OwnerOnly.Create(_next);
        _zip = new ZipArchive(_file, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>Adds a part.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes its content.</param>
    public void Add(string name, Action<Stream> write) => _parts.Add(new(name, Write(name, write)));

    /// <summary>Ends it, and puts it in its place.</summary>
    /// <param name="manifest">What it says of itself; the parts are filled in here.</param>
    /// <returns>Its length in bytes.</returns>
    public long Complete(BackupManifest manifest)
    {
        var whole = manifest with { Parts = [.. _parts] };
        Write(ManifestName, content => JsonSerializer.Serialize(content, whole, StateJson.Default.BackupManifest));
        _zip.Comment = new string('0', DigestLength);
        _zip.Dispose();

        var length = _file.Length;
        var digest = DigestOf(_file);
        _file.Position = length - DigestLength;
        _file.Write(Encoding.ASCII.GetBytes(digest));
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_next, _path, overwrite: true);
        return length;
    }

    /// <summary>The digest, in hexadecimal, of a backup up to where its own is kept.</summary>
    public static string DigestOf(FileStream file)
    {
        file.Position = 0;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        for (var left = file.Length - DigestLength; left > 0;)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw new EndOfStreamException("The file has become shorter.");
            }

            digest.AppendData(buffer, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>Forgets one that was not completed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_next);
    }

    private string Write(string name, Action<Stream> write)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = _at;
        using var digest = SHA256.Create();
        using (var digested = new CryptoStream(entry.Open(), digest, CryptoStreamMode.Write))
        {
            using var buffered = new BufferedStream(digested, BufferSize);
            write(buffered);
        }

        return Convert.ToHexStringLower(digest.Hash!);
    }
}
