namespace ActorSync.Core.Roster;

/// <summary>What the dates of one column prove about the order of day and month: a number above 12 cannot be a month.</summary>
internal sealed class DateColumn(string name, DateOrder? declared)
{
    private bool _dayFirst;
    private bool _monthFirst;

    public string Name { get; } = name;

    /// <summary>Dates that can be read two ways on their own.</summary>
    public long Ambiguous { get; private set; }

    /// <summary>The line of the first of them.</summary>
    public int FirstAmbiguousLine { get; private set; }

    /// <summary>The order that is declared or proven; null where nothing or both was proven.</summary>
    public DateOrder? Order => declared ?? (_dayFirst, _monthFirst) switch
    {
        (true, false) => DateOrder.DayFirst,
        (false, true) => DateOrder.MonthFirst,
        _ => null,
    };

    /// <summary>Whether some dates of the column can be read two ways and nothing settles which.</summary>
    public bool IsOpen => Ambiguous > 0 && Order is null;

    /// <summary>Whether the column proves both orders.</summary>
    public bool ProvesBoth => _dayFirst && _monthFirst;

    /// <summary>Takes a date of a usable item into account, with the line where it stands.</summary>
    public void Note(RosterDate date, int line)
    {
        Prove(date);
        if (date.IsNumbers && CanBeMonth(date.First) && CanBeMonth(date.Second) && date.First != date.Second && Ambiguous++ == 0)
        {
            FirstAmbiguousLine = line;
        }
    }

    /// <summary>Takes what a date proves into account, although its item is of no use.</summary>
    public void Prove(RosterDate date)
    {
        if (date.IsNumbers)
        {
            _dayFirst |= !CanBeMonth(date.First) && CanBeMonth(date.Second);
            _monthFirst |= CanBeMonth(date.First) && !CanBeMonth(date.Second);
        }
    }

    /// <summary>Settles a date of this column; a problem where it cannot be.</summary>
    public CellProblem? Settle(RosterDate date, ZoneRules zone, out RosterDate settled)
    {
        settled = date;
        if (!date.IsNumbers)
        {
            return null;
        }

        var order = Order ?? OwnOrder(date);
        if (order is null)
        {
            return new CellProblem(
                RosterRule.DateAmbiguous,
                "The date can be read with the day or with the month first. Declare Source:DateFormat (for example dd/MM/yyyy), or export ISO dates (yyyy-MM-dd).");
        }

        settled = date.InOrder(order.Value, zone);
        return settled.IsStated
            ? null
            : new CellProblem(RosterRule.DateImpossible, $"There is no such day ({Describe(order.Value)} first in this column). Correct the date.");
    }

    private static DateOrder? OwnOrder(RosterDate date) => (date.First > 12, date.Second > 12) switch
    {
        (false, true) => DateOrder.MonthFirst,
        (false, false) when date.First != date.Second => null,
        _ => DateOrder.DayFirst,
    };

    private static bool CanBeMonth(int number) => number <= 12;

    private static string Describe(DateOrder order) => order == DateOrder.DayFirst ? "day" : "month";
}
