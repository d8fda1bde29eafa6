using System.Text;

namespace ActorSync.Engine.Sources;

/// <summary>The content of a source file as bytes of UTF-8, or of an encoding that shares ASCII with it: decompressed, without byte order mark.</summary>
internal sealed class SourceContent : IDisposable
{
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] AsciiProbe = [.. Enumerable.Range(0, 128).Select(value => (byte)value)];

    private readonly SpoolingStream _raw;

    private SourceContent(SpoolingStream raw, RewindableStream bytes, string innerName)
    {
        _raw = raw;
        Bytes = bytes;
        InnerName = innerName;
    }

    /// <summary>The content.</summary>
    public RewindableStream Bytes { get; private set; }

    /// <summary>The file's name without <c>.gz</c>.</summary>
    public string InnerName { get; }

    /// <summary>Whether the file is compressed.</summary>
    public bool IsGzip { get; private init; }

    /// <summary>How text that is not UTF-8 is decoded, or null where none is declared.</summary>
    public Encoding? Fallback { get; private set; }

    /// <summary>What to say of the encoding.</summary>
    public string EncodingName { get; private set; } = "UTF-8";

    /// <summary>Opens a file. Throws what opening or reading throws.</summary>
    public static SourceContent Open(SourceInput input)
    {
        var raw = new SpoolingStream(input.Open(), input.Spool);
        var bytes = new RewindableStream(raw);
        var isGzip = GzipReader.Recognises(bytes.Peek(2));
        return new SourceContent(raw, isGzip ? new RewindableStream(new GzipReader(bytes)) : bytes, Inner(input.Name)) { IsGzip = isGzip };
    }

    /// <summary>Copies the rest of the raw bytes to the spool, where there is one.</summary>
    public void Finish(CancellationToken cancellation) => _raw.Finish(cancellation);

    /// <inheritdoc/>
    public void Dispose() => Bytes.Dispose();

    private static string Inner(string name) => name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;

    /// <summary>Finds the encoding and removes a byte order mark. Throws <see cref="InvalidDataException"/> where gzip is damaged.</summary>
    public void SettleEncoding(Encoding? declared)
    {
        var (marked, length) = Bytes.Peek(4) switch
        {
            [0xFF, 0xFE, 0, 0] => (new UTF32Encoding(bigEndian: false, byteOrderMark: false), 4),
            [0, 0, 0xFE, 0xFF] => (new UTF32Encoding(bigEndian: true, byteOrderMark: false), 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            _ => ((Encoding?)null, 0),
        };
        if (marked is not null)
        {
            Bytes.Rewind(Bytes.Position + length);
            Transcode(marked);
        }
        else if (Bytes.Peek(3).SequenceEqual(Utf8Mark))
        {
            EncodingName = "UTF-8 with byte order mark";
        }
        else if (declared is not null && declared.CodePage != Encoding.UTF8.CodePage)
        {
            if (SharesAscii(declared))
            {
                Fallback = declared; // Text that is UTF-8 after all is read as such, row by row.
                EncodingName = $"UTF-8 or {declared.WebName}";
            }
            else
            {
                Transcode(declared);
            }
        }

        // Tools that put one mark before another exist.
        while (Bytes.Peek(3).SequenceEqual(Utf8Mark))
        {
            Bytes.Rewind(Bytes.Position + 3);
        }
    }

    private void Transcode(Encoding encoding)
    {
        Bytes = new RewindableStream(Encoding.CreateTranscodingStream(Bytes, encoding, Encoding.UTF8));
        EncodingName = encoding.WebName;
    }

    // Only then can delimiters be found in the bytes as they are.
    private static bool SharesAscii(Encoding encoding) =>
        encoding.IsSingleByte && encoding.GetString(AsciiProbe) == Encoding.ASCII.GetString(AsciiProbe);
}
