namespace ActorSync.Core.Roster;

/// <summary>Gathers one list of a person's row; used again for each row.</summary>
internal sealed class ListBuilder<TDraft, TName>
    where TName : struct
{
    private readonly List<TDraft> _items = [];
    private readonly List<RejectedItem<TName>> _rejected = [];
    private Statement _statement;

    public int Count => _items.Count + _rejected.Count;

    public void Clear()
    {
        _statement = Statement.NotStated;
        _items.Clear();
        _rejected.Clear();
    }

    public void State() => _statement = Statement.Stated;

    /// <summary>Takes a cell that is blank or a token; false for a cell with items, which states the list.</summary>
    public bool TakeToken(ReadOnlySpan<char> cell)
    {
        if (cell.IsWhiteSpace())
        {
            return true;
        }

        if (CellToken.IsLeaveAsIs(cell))
        {
            _statement = Statement.LeaveAsIs;
            return true;
        }

        _statement = Statement.Stated;
        return CellToken.IsNone(cell);
    }

    public void Add(RejectedItem<TName>? rejected, TDraft draft)
    {
        if (rejected is null)
        {
            _items.Add(draft);
        }
        else
        {
            _rejected.Add(rejected);
        }
    }

    public void Reject(RejectedItem<TName> rejected)
    {
        _statement = Statement.Stated;
        _rejected.Add(rejected);
    }

    public ListDraft<TDraft, TName> ToDraft() => _statement switch
    {
        Statement.NotStated => ListDraft<TDraft, TName>.NotStated,
        Statement.LeaveAsIs => ListDraft<TDraft, TName>.LeaveAsIs,
        _ => new ListDraft<TDraft, TName>(Statement.Stated, [.. _items], [.. _rejected]),
    };
}
