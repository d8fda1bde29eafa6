namespace ActorSync.Core.Roster;

/// <summary>The items of a compact cell, between semicolons; blank ones are no items.</summary>
internal ref struct CompactItems(ReadOnlySpan<char> cell)
{
    private ReadOnlySpan<char> _rest = cell;

    public ReadOnlySpan<char> Current { get; private set; }

    public readonly CompactItems GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf(';');
            Current = (end < 0 ? _rest : _rest[..end]).Trim();
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            if (!Current.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
