using System.Collections.Immutable;

namespace ActorSync.Core.Roster;

/// <summary>Joins what the rows of one person say of one list: sheet rows with each other, and with the person's own rows.</summary>
internal sealed class LaneJoin<TDraft, TItem, TName>
    where TDraft : struct, IEquatable<TDraft>
    where TItem : class
    where TName : struct, IComparable<TName>
{
    private static readonly CellProblem Contradiction = new(
        RosterRule.RowsContradict, "Another row of this person states a different value for the same name. Keep the row that is right and remove the others.");

    private readonly Lane<TDraft, TItem, TName> _lane;
    private readonly LaneRows<TDraft, TName>? _rows;
    private readonly List<(TItem Item, int Draft)> _items = [];
    private readonly List<RejectedItem<TName>> _rejected = [];
    private HashSet<int>? _contradicted; // Most people have neither of these two.
    private SortedSet<TName>? _untouched;
    private bool _hasUnknownName;

    public LaneJoin(Lane<TDraft, TItem, TName> lane, LaneRows<TDraft, TName>? rows)
    {
        _lane = lane;
        _rows = rows;
        if (rows is null)
        {
            return;
        }

        _untouched = rows.Untouched.Count > 0 ? [.. rows.Untouched] : null;
        _hasUnknownName = rows.HasUnknownName;
        for (var i = 0; i < rows.Rows.Count; i++)
        {
            var (draft, row) = rows.Rows[i];
            if (lane.Settle(draft, row, ItemOrigin.SheetRow, out var item) is { } rejected)
            {
                Reject(rejected, i);
            }
            else
            {
                _items.Add((item!, i));
            }
        }

        _items.Sort((one, other) => lane.Compare(one.Item, other.Item));
    }

    /// <summary>Sheet rows that are not accepted, a finding each.</summary>
    public IReadOnlyList<RejectedItem<TName>> RejectedRows => _rejected;

    /// <summary>Marks sheet rows that contradict each other or a person's row, and the person's rows that they contradict.</summary>
    public void MarkContradictions(IReadOnlyList<SettledRow> rows, Func<SettledRow, SettledList<TDraft, TItem, TName>> listOf)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            var name = _lane.NameOf(_items[i].Item);
            for (var j = i + 1; j < _items.Count && _lane.NameOf(_items[j].Item).CompareTo(name) == 0; j++)
            {
                if (!_lane.AreEqual(_items[i].Item, _items[j].Item) && _lane.Contradict(_items[i].Item, _items[j].Item))
                {
                    MarkContradicted(i);
                    MarkContradicted(j);
                }
            }

            foreach (var row in rows)
            {
                if (IsContradictedBy(listOf(row), _items[i].Item))
                {
                    MarkContradicted(i);
                    row.IsContradicted = true;
                }
            }
        }
    }

    /// <summary>Rejects the contradicted rows. Returns the accepted and superseded ones, and the list as stated.</summary>
    /// <param name="own">The list of the person's accepted row that states one, or null.</param>
    /// <param name="isImplied">Whether a sheet of this kind was given that is to state everybody.</param>
    public (StatedList<TItem, TName> List, List<RowRef> Accepted, int Superseded) Join(SettledList<TDraft, TItem, TName>? own, bool isImplied)
    {
        var accepted = new List<RowRef>();
        var superseded = 0;
        var items = new List<TItem>(own?.Items ?? []);
        TItem? previous = null;
        for (var i = 0; i < _items.Count; i++)
        {
            var (item, draft) = _items[i];
            if (_contradicted?.Contains(i) == true)
            {
                Reject(new RejectedItem<TName>(_lane.RowOf(item), _lane.SheetColumn, Contradiction, _lane.NameOf(item).ToString()!, _lane.NameOf(item)), draft);
                continue;
            }

            superseded += _rows!.TwinsOf(draft).Count;
            if (previous is not null && _lane.AreEqual(previous, item))
            {
                superseded++;
                continue;
            }

            previous = item;
            accepted.Add(_lane.RowOf(item));
            if (own is null || !own.Items.Exists(stated => _lane.AreEqual(stated, item)))
            {
                items.Add(item);
            }
        }

        foreach (var rejected in own?.Rejected ?? [])
        {
            Remember(rejected);
        }

        items.Sort(_lane.Compare);
        var statement = own?.Statement ?? Statement.NotStated;
        if (statement == Statement.NotStated && (_rows is not null || isImplied))
        {
            statement = Statement.Stated;
        }

        return (new StatedList<TItem, TName>(statement, [.. items], [.. _untouched ?? []], _hasUnknownName), accepted, superseded);
    }

    /// <summary>Rejects every readable row of the sheets.</summary>
    public void RejectAll(CellProblem problem)
    {
        foreach (var (item, draft) in _items)
        {
            Reject(new RejectedItem<TName>(_lane.RowOf(item), SheetColumns.NameOf(SheetColumn.EmployeeId), problem, string.Empty, _lane.NameOf(item)), draft);
        }

        _items.Clear();
    }

    private void MarkContradicted(int item) => (_contradicted ??= []).Add(item);

    private bool IsContradictedBy(SettledList<TDraft, TItem, TName> list, TItem item)
    {
        if (list.Statement == Statement.LeaveAsIs)
        {
            return _lane.ContradictsLeaveAsIs(item);
        }

        return (list.SaysNone && _lane.ContradictsNone(item))
            || list.Items.Exists(
                stated => _lane.NameOf(stated).CompareTo(_lane.NameOf(item)) == 0 && !_lane.AreEqual(stated, item) && _lane.Contradict(stated, item));
    }

    private void Reject(RejectedItem<TName> rejected, int draft)
    {
        _rejected.Add(rejected);
        foreach (var twin in _rows!.TwinsOf(draft))
        {
            _rejected.Add(rejected with { Row = twin });
        }

        Remember(rejected);
    }

    private void Remember(RejectedItem<TName> rejected)
    {
        if (rejected.Meant is { } meant)
        {
            (_untouched ??= []).Add(meant);
        }
        else
        {
            _hasUnknownName = true;
        }
    }
}
