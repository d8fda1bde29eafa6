namespace ActorSync.Engine.Sources;

/// <summary>Splits a JSON array into the bytes of its elements without parsing them, so that a bad one does not harm the next.</summary>
internal sealed class JsonElements(RewindableStream bytes, int mostBytes)
{
    private const int BlockSize = 1 << 15;

    private bool _isOpen;

    /// <summary>The 1-based number of the element.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the element is longer than the limit; then only its beginning is given.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What is wrong with the array itself, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the text ended within the array.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Goes to the next element; false at the end or at a problem. The bytes are valid until the next call.</summary>
    public bool Next(out ReadOnlySpan<byte> element)
    {
        element = [];
        var first = SkipBlanks();
        if (!_isOpen)
        {
            if (first != '[')
            {
                return Fail("The text does not begin with an array.");
            }

            _isOpen = true;
            Advance(1);
            first = SkipBlanks();
            if (first == ']')
            {
                return Close();
            }
        }
        else if (first == ']')
        {
            return Close();
        }
        else if (first == ',')
        {
            Advance(1);
            first = SkipBlanks();
        }
        else
        {
            return first < 0 ? CutOff() : Fail("Two elements of the array are not separated by a comma.");
        }

        if (first < 0)
        {
            return CutOff();
        }

        if (first is ',' or ']')
        {
            return Fail("An element of the array is missing between two commas, or after the last one.");
        }

        Number++;
        return Take(out element);
    }

    private bool Take(out ReadOnlySpan<byte> element)
    {
        element = [];
        var scan = default(JsonScan);
        IsTooLong = false;
        byte[]? beginning = null;
        var scanned = 0;
        while (true)
        {
            var block = bytes.Peek(scanned + BlockSize);
            if (block.Length == scanned)
            {
                return CutOff();
            }

            var length = scan.LengthOfElement(block[scanned..]);
            if (length >= 0)
            {
                element = beginning is null ? block[..(scanned + length)].TrimEnd("\t\r\n "u8) : beginning;
                IsTooLong |= element.Length > mostBytes;
                Advance(scanned + length);
                return true;
            }

            scanned = block.Length;
            if (scanned > mostBytes)
            {
                IsTooLong = true;
                beginning ??= block[..mostBytes].ToArray();
                Advance(scanned);
                scanned = 0;
            }
        }
    }

    private bool Close()
    {
        Advance(1);
        return SkipBlanks() < 0 ? false : Fail("Text follows the end of the array.");
    }

    private bool CutOff()
    {
        IsCutOff = true;
        return Fail("The text ends within the array.");
    }

    private bool Fail(string problem)
    {
        Problem = problem;
        return false;
    }

    // The next byte that is no blank, or −1 at the end.
    private int SkipBlanks()
    {
        while (true)
        {
            var block = bytes.Peek(BlockSize);
            if (block.IsEmpty)
            {
                return -1;
            }

            var at = block.IndexOfAnyExcept("\t\r\n "u8);
            if (at >= 0)
            {
                var found = block[at];
                Advance(at);
                return found;
            }

            Advance(block.Length);
        }
    }

    private void Advance(int length)
    {
        var position = bytes.Position + length;
        bytes.Rewind(position);
        bytes.KeepFrom(position);
    }
}
