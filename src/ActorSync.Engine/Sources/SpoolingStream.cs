namespace ActorSync.Engine.Sources;

/// <summary>Reads the raw bytes of a source, copying them to the spool, where there is one, on the way.</summary>
internal sealed class SpoolingStream(Stream source, Stream? spool) : Stream
{
    private long _read;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
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

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var length = source.Read(buffer);
        spool?.Write(buffer[..length]);
        _read += length;
        return length;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads what is left, so that the spool has the whole file.</summary>
    public void Finish(CancellationToken cancellation)
    {
        if (spool is null)
        {
            return;
        }

        var buffer = new byte[1 << 16];
        while (Read(buffer.AsSpan()) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        spool.Flush();
    }

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
}
