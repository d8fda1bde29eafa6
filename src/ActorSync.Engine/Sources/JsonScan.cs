namespace ActorSync.Engine.Sources;

/// <summary>Finds where an element of a JSON array ends, over as many blocks as it takes.</summary>
internal struct JsonScan
{
    private int _depth;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>The bytes of this block that belong to the element, up to the comma or bracket after it; −1 where the block ends first.</summary>
    public int LengthOfElement(ReadOnlySpan<byte> block)
    {
        for (var i = 0; i < block.Length; i++)
        {
            var b = block[i];
            if (_isInString)
            {
                if (_isEscaped)
                {
                    _isEscaped = false;
                }
                else if (b == '\\')
                {
                    _isEscaped = true;
                }
                else if (b == '"')
                {
                    _isInString = false;
                }

                continue;
            }

            switch (b)
            {
                case (byte)'"':
                    _isInString = true;
                    break;
                case (byte)'{' or (byte)'[':
                    _depth++;
                    break;
                case (byte)',' when _depth == 0:
                case (byte)']' when _depth == 0:
                    return i;
                case (byte)'}' or (byte)']':
                    _depth = Math.Max(0, _depth - 1);
                    break;
            }
        }

        return -1;
    }
}
