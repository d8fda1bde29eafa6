namespace ActorSync.Engine.Sources;

/// <summary>One source file to be read: a path, standard input, or the spool of a run.</summary>
/// <param name="Name">The name that findings show, <c>-</c> for standard input; its ending is compared with the content.</param>
/// <param name="Open">Opens the raw bytes; called once.</param>
/// <param name="Spool">Receives the raw bytes as they are read, or null. It is complete once the reading has ended, and is left open.</param>
public sealed record SourceInput(string Name, Func<Stream> Open, Stream? Spool = null)
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInputName = "-";

    private const int FileBufferSize = 1 << 16;

    /// <summary>A file. Opening it may throw the exceptions of <see cref="FileStream"/>.</summary>
    public static SourceInput FromFile(string path) => new(
        path,
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileBufferSize, FileOptions.SequentialScan));

    /// <summary>Bytes in memory.</summary>
    public static SourceInput FromBytes(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes, writable: false));
}
