namespace ActorSync.Engine.Sources;

/// <summary>Reads a stream that cannot seek, and can go back as far as it was told to keep.</summary>
/// <remarks>What lies before <see cref="KeepFrom"/> is dropped, so memory is bounded by what the reader keeps and one block.</remarks>
internal sealed class RewindableStream(Stream source) : Stream
{
    private const int BlockSize = 1 << 16;

    private byte[] _buffer = new byte[BlockSize];
    private long _bufferOffset;
    private int _end;
    private int _position;
    private long _keepFrom;
    private bool _isAtEnd;

    /// <summary>The offset of the next byte to be read.</summary>
    public override long Position
    {
        get => _bufferOffset + _position;
        set => Rewind(value);
    }

    /// <summary>The offset at which the last read that gave something began.</summary>
    public long LastReadOffset { get; private set; }

    /// <summary>The last byte that the source has given, or null.</summary>
    public byte? LastByte { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <summary>Promises not to go back before the offset.</summary>
    public void KeepFrom(long offset) => _keepFrom = offset;

    /// <summary>Goes back to an offset that was kept.</summary>
    public void Rewind(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, _bufferOffset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, _bufferOffset + _end);
        _position = (int)(offset - _bufferOffset);
    }

    /// <summary>The next bytes without reading them; fewer than wanted only at the end.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        while (_end - _position < count && Fill())
        {
        }

        return _buffer.AsSpan(_position, Math.Min(count, _end - _position));
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_position == _end && !Fill()))
        {
            return 0;
        }

        LastReadOffset = Position;
        var length = Math.Min(buffer.Length, _end - _position);
        _buffer.AsSpan(_position, length).CopyTo(buffer);
        _position += length;
        return length;
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
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_isAtEnd)
        {
            return false;
        }

        MakeRoom();
        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        if (read == 0)
        {
            _isAtEnd = true;
            return false;
        }

        _end += read;
        LastByte = _buffer[_end - 1];
        return true;
    }

    private void MakeRoom()
    {
        var droppable = (int)Math.Clamp(_keepFrom - _bufferOffset, 0, _position);
        if (droppable > 0 && _buffer.Length - _end < BlockSize / 2)
        {
            _buffer.AsSpan(droppable, _end - droppable).CopyTo(_buffer);
            _bufferOffset += droppable;
            _end -= droppable;
            _position -= droppable;
        }

        if (_buffer.Length - _end < BlockSize / 2)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
