namespace ActorSync.Core.Roster;

/// <summary>The date columns of one file.</summary>
internal sealed class DateColumns
{
    /// <param name="declared">The declared order, or null.</param>
    /// <param name="compact">Whether issue and expiry dates stand in one column of compact cells, and so prove their order together.</param>
    public DateColumns(DateOrder? declared, bool compact)
    {
        Effective = new DateColumn(SheetColumns.NameOf(SheetColumn.EffectiveDate), declared);
        End = new DateColumn(SheetColumns.NameOf(SheetColumn.EndDate), declared);
        if (compact)
        {
            Issued = Expires = new DateColumn(SheetColumns.NameOf(SheetColumn.Certifications), declared);
        }
        else
        {
            Issued = new DateColumn(SheetColumns.NameOf(SheetColumn.IssuedOn), declared);
            Expires = new DateColumn(SheetColumns.NameOf(SheetColumn.ExpiresOn), declared);
        }
    }

    public DateColumn Effective { get; }

    public DateColumn End { get; }

    public DateColumn Issued { get; }

    public DateColumn Expires { get; }

    public IEnumerable<DateColumn> All => ReferenceEquals(Issued, Expires) ? [Effective, End, Issued] : [Effective, End, Issued, Expires];
}
