namespace ActorSync.Core.Pacing;

/// <summary>The sends that the target may still count within its running window, oldest first.</summary>
/// <remarks>A ring that grows to the largest limit it has served; what is older than the window is forgotten with each new send.</remarks>
public sealed class SendWindow
{
    private Entry[] _ring = new Entry[16];
    private int _head;

    /// <summary>How many sends are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Notes a send; the ids grow.</summary>
    public void Add(long id, TimeSpan at)
    {
        if (Count == _ring.Length)
        {
            Grow();
        }

        _ring[Slot(Count)] = new Entry(id, at);
        Count++;
    }

    /// <summary>Notes by when the target had counted a send.</summary>
    public void Settle(long id, TimeSpan countedBy)
    {
        if (Find(id) is { } position)
        {
            _ring[Slot(position)] = new Entry(id, countedBy);
        }
    }

    /// <summary>Takes a send out that the target did not count.</summary>
    public bool Withdraw(long id)
    {
        if (Find(id) is not { } position)
        {
            return false;
        }

        for (var later = position; later + 1 < Count; later++)
        {
            _ring[Slot(later)] = _ring[Slot(later + 1)];
        }

        Count--;
        return true;
    }

    /// <summary>Forgets the sends of before <paramref name="instant"/>.</summary>
    public void Forget(TimeSpan instant)
    {
        while (Count > 0 && _ring[_head].At < instant)
        {
            _head = Slot(1);
            Count--;
        }
    }

    /// <summary>When the send was counted that was made so many sends ago (1: the last one), or null where there were fewer.</summary>
    public TimeSpan? NthLast(int ago) => ago <= Count ? _ring[Slot(Count - ago)].At : null;

    /// <summary>How many sends were counted after <paramref name="instant"/>.</summary>
    public int CountAfter(TimeSpan instant)
    {
        var after = 0;
        while (after < Count && _ring[Slot(Count - 1 - after)].At > instant)
        {
            after++;
        }

        return after;
    }

    private int? Find(long id)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = _ring[Slot(middle)].Id;
            if (found == id)
            {
                return middle;
            }

            (low, high) = found < id ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    private int Slot(int position) => (_head + position) % _ring.Length;

    private void Grow()
    {
        var larger = new Entry[_ring.Length * 2];
        for (var position = 0; position < Count; position++)
        {
            larger[position] = _ring[Slot(position)];
        }

        (_ring, _head) = (larger, 0);
    }

    private readonly record struct Entry(long Id, TimeSpan At);
}
