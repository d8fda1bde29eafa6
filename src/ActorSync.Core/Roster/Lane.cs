namespace ActorSync.Core.Roster;

/// <summary>What skills and certifications differ in when the rows of a person are joined.</summary>
internal abstract class Lane<TDraft, TItem, TName>(ZoneRules zone, Func<int, DateColumns> columnsOf)
    where TDraft : struct, IEquatable<TDraft>
    where TItem : class
    where TName : struct, IComparable<TName>
{
    protected ZoneRules Zone { get; } = zone;

    public abstract TName NameOf(TItem item);

    public abstract RowRef RowOf(TItem item);

    /// <summary>Whether both state the same, wherever they stand.</summary>
    public abstract bool AreEqual(TItem one, TItem other);

    /// <summary>Whether two items of the same name, not equal, cannot both be true.</summary>
    public abstract bool Contradict(TItem one, TItem other);

    /// <summary>Whether the item contradicts a person row that says "none" of the whole list.</summary>
    public abstract bool ContradictsNone(TItem item);

    /// <summary>Whether the item contradicts a person row that says "leave as is" of the whole list.</summary>
    public abstract bool ContradictsLeaveAsIs(TItem item);

    /// <summary>Orders items of one name.</summary>
    public abstract int CompareValues(TItem one, TItem other);

    /// <summary>Settles the dates of a draft. Returns null where the item stands.</summary>
    public abstract RejectedItem<TName>? Settle(TDraft draft, RowRef row, ItemOrigin origin, out TItem? item);

    /// <summary>The column that holds a person row's list.</summary>
    public abstract string ListColumn { get; }

    /// <summary>The column that names a sheet row's value.</summary>
    public abstract string SheetColumn { get; }

    /// <summary>Orders items by name, then as <see cref="CompareValues"/> does.</summary>
    public int Compare(TItem one, TItem other)
    {
        var byName = NameOf(one).CompareTo(NameOf(other));
        return byName != 0 ? byName : CompareValues(one, other);
    }

    /// <summary>Rejects an item of a person's row that another item of the row contradicts.</summary>
    public RejectedItem<TName> RejectContradiction(TItem item) => new(
        RowOf(item),
        ListColumn,
        new CellProblem(RosterRule.ItemsContradict, $"'{NameOf(item)}' stands in this row more than once, with different values. Keep one of them."),
        NameOf(item).ToString() ?? string.Empty,
        NameOf(item));

    protected DateColumns ColumnsOf(RowRef row) => columnsOf(row.File);

    protected static RejectedItem<TName> Reject(RowRef row, DateColumn column, RosterDate date, CellProblem problem, TName name) =>
        new(row, column.Name, problem, date.ToRawText(), name);
}
