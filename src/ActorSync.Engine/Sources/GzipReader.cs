using System.Buffers.Binary;
using System.IO.Compression;

namespace ActorSync.Engine.Sources;

/// <summary>Decompresses gzip, and insists that each part is complete.</summary>
/// <remarks>
/// The framework's GZipStream ends in silence where a file is cut off, which would make half a roster look like a whole
/// one. So the parts are read here: the deflated bytes by the framework, then the checksum and length that must follow.
/// </remarks>
internal sealed class GzipReader(RewindableStream source) : Stream
{
    private const int TrailerLength = 8;
    private const int DeflateBufferSize = 8192;

    private DeflateStream? _part;
    private Crc32 _checksum;
    private uint _length;
    private bool _isDone;

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>Whether bytes begin like gzip.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    /// <summary>Reads decompressed bytes; throws <see cref="InvalidDataException"/> where the data is damaged or cut off.</summary>
    public override int Read(Span<byte> buffer)
    {
        while (!_isDone && !buffer.IsEmpty)
        {
            _part ??= BeginPart();
            source.KeepFrom(Math.Max(0, source.LastReadOffset));
            var read = _part.Read(buffer);
            if (read > 0)
            {
                _checksum.Add(buffer[..read]);
                _length += (uint)read;
                return read;
            }

            EndPart();
        }

        return 0;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _part?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream BeginPart()
    {
        Span<byte> header = stackalloc byte[10];
        Take(header);
        if (!Recognises(header) || header[2] != 8)
        {
            throw new InvalidDataException("This is not gzip.");
        }

        var flags = header[3];
        if ((flags & 0b0100) != 0)
        {
            Span<byte> length = stackalloc byte[2];
            Take(length);
            Skip(BinaryPrimitives.ReadUInt16LittleEndian(length));
        }

        if ((flags & 0b1000) != 0)
        {
            SkipText();
        }

        if ((flags & 0b1_0000) != 0)
        {
            SkipText();
        }

        if ((flags & 0b0010) != 0)
        {
            Skip(2);
        }

        _checksum = default;
        _length = 0;
        return new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
    }

    // The deflater reads ahead, so the trailer stands somewhere from the last block on; what it must be is known.
    private void EndPart()
    {
        _part!.Dispose();
        _part = null;
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.Value);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);

        var from = source.LastReadOffset;
        source.Rewind(from);
        var place = source.Peek(DeflateBufferSize + TrailerLength).IndexOf(trailer);
        if (place < 0)
        {
            throw new InvalidDataException("The compressed data is cut off or damaged.");
        }

        source.Rewind(from + place + TrailerLength);
        _isDone = !Recognises(source.Peek(2));
    }

    private void Take(Span<byte> bytes)
    {
        if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("The compressed data is cut off.");
        }
    }

    private void Skip(int count)
    {
        Span<byte> one = stackalloc byte[1];
        for (var i = 0; i < count; i++)
        {
            Take(one);
        }
    }

    private void SkipText()
    {
        Span<byte> one = stackalloc byte[1];
        do
        {
            Take(one);
        }
        while (one[0] != 0);
    }
}
