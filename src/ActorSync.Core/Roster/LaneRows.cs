namespace ActorSync.Core.Roster;

/// <summary>What the sheets of one kind say of one person.</summary>
internal sealed class LaneRows<TDraft, TName>
    where TDraft : struct, IEquatable<TDraft>
    where TName : struct
{
    private readonly List<(TDraft Draft, RowRef Row)> _rows = [];
    private readonly List<TName> _untouched = [];
    private List<RowRef>?[] _twins = [];

    /// <summary>The readable rows, equal duplicates apart.</summary>
    public IReadOnlyList<(TDraft Draft, RowRef Row)> Rows => _rows;

    /// <summary>Names that a rejected row means.</summary>
    public IReadOnlyList<TName> Untouched => _untouched;

    /// <summary>Whether a rejected row means a name that is not known.</summary>
    public bool HasUnknownName { get; private set; }

    /// <summary>The rows that equal a readable one, by its index.</summary>
    public IReadOnlyList<RowRef> TwinsOf(int index) => index < _twins.Length && _twins[index] is { } twins ? twins : [];

    /// <summary>Keeps a readable row; false where the person has too many.</summary>
    public bool TryAdd(TDraft draft, RowRef row)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_rows[i].Draft.Equals(draft))
            {
                AddTwin(i, row);
                return true;
            }
        }

        if (_rows.Count == RosterLimits.RowsPerPerson)
        {
            return false;
        }

        _rows.Add((draft, row));
        return true;
    }

    /// <summary>Remembers what a rejected row means; null where that is not known.</summary>
    public void Reject(TName? meant)
    {
        if (meant is null)
        {
            HasUnknownName = true;
        }
        else if (!_untouched.Contains(meant.Value))
        {
            _untouched.Add(meant.Value);
        }
    }

    private void AddTwin(int index, RowRef row)
    {
        if (index >= _twins.Length)
        {
            Array.Resize(ref _twins, Math.Max(index + 1, _twins.Length * 2));
        }

        (_twins[index] ??= []).Add(row);
    }
}
