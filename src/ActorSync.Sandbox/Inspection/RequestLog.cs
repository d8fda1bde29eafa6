namespace ActorSync.Sandbox.Inspection;

/// <summary>The last requests that the target received, in the order of their coming.</summary>
internal sealed class RequestLog
{
    /// <summary>How many requests are remembered; older ones are forgotten.</summary>
    public const int MaxRemembered = 1_000_000;

    private const int BlockLength = 4_096;

    private readonly Lock _gate = new();

    // Blocks come as they are needed: a sandbox of a few requests does not pay for a million.
    private readonly RequestEntry[]?[] _blocks = new RequestEntry[]?[(MaxRemembered + BlockLength - 1) / BlockLength];
    private long _count;

    /// <summary>Makes the next entry from its sequence number and remembers it.</summary>
    public RequestEntry Add(Func<long, RequestEntry> make)
    {
        lock (_gate)
        {
            var entry = make(_count + 1);
            var slot = (int)(_count % MaxRemembered);
            var block = _blocks[slot / BlockLength] ??= new RequestEntry[BlockLength];
            block[slot % BlockLength] = entry;
            _count++;
            return entry;
        }
    }

    /// <summary>Returns at most <paramref name="most"/> remembered entries after the one with the sequence number <paramref name="since"/>.</summary>
    public IReadOnlyList<RequestEntry> After(long since, int most)
    {
        lock (_gate)
        {
            var first = Math.Max(Math.Max(0, since), _count - MaxRemembered);
            var entries = new List<RequestEntry>((int)Math.Clamp(_count - first, 0, most));
            for (var index = first; index < _count && entries.Count < most; index++)
            {
                var slot = (int)(index % MaxRemembered);
                entries.Add(_blocks[slot / BlockLength]![slot % BlockLength]);
            }

            return entries;
        }
    }
}
