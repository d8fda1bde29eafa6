namespace ActorSync.Engine.Sources;

/// <summary>Reads the lines of a text as bytes, none longer than a limit.</summary>
internal sealed class SourceLines(RewindableStream bytes, int mostBytes)
{
    private const int BlockSize = 1 << 15;

    /// <summary>The 1-based number of the line.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the line is longer than the limit; then only its beginning is given.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>Whether a line break ends the line.</summary>
    public bool HasBreak { get; private set; }

    /// <summary>Goes to the next line; false at the end. The bytes are valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        line = [];
        var wanted = BlockSize;
        var block = bytes.Peek(wanted);
        if (block.IsEmpty)
        {
            return false;
        }

        Number++;
        IsTooLong = false;
        var end = block.IndexOf((byte)'\n');
        while (end < 0 && block.Length == wanted && wanted <= mostBytes)
        {
            wanted *= 2;
            block = bytes.Peek(wanted);
            end = block.IndexOf((byte)'\n');
        }

        if (end < 0 && block.Length == wanted)
        {
            line = SkipLong(block[..mostBytes].ToArray());
            return true;
        }

        HasBreak = end >= 0;
        var length = HasBreak ? end : block.Length;
        IsTooLong = length > mostBytes;
        line = block[..Math.Min(length, mostBytes)];
        Advance(HasBreak ? length + 1 : length);
        return true;
    }

    private byte[] SkipLong(byte[] beginning)
    {
        IsTooLong = true;
        while (true)
        {
            var block = bytes.Peek(BlockSize);
            var end = block.IndexOf((byte)'\n');
            HasBreak = end >= 0;
            var isAtEnd = HasBreak || block.IsEmpty;
            Advance(HasBreak ? end + 1 : block.Length);
            if (isAtEnd)
            {
                return beginning;
            }
        }
    }

    private void Advance(int length)
    {
        var position = bytes.Position + length;
        bytes.Rewind(position);
        bytes.KeepFrom(position);
    }
}
