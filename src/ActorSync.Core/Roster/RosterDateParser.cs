using System.Globalization;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>Reads date cells: ISO dates, local times and instants with an offset; other forms where they are declared or the column can prove them.</summary>
public sealed class RosterDateParser(ZoneRules zone, DateReading declared)
{
    private const string Remedy = "Write ISO dates (2025-01-31, or with a time and an offset), or declare Source:DateFormat.";

    /// <summary>Reads one cell; blank and token cells state no date. Returns null, or what is wrong.</summary>
    public CellProblem? Parse(ReadOnlySpan<char> cell, out RosterDate date)
    {
        date = RosterDate.None;
        var text = cell.Trim();
        if (CellToken.IsValueless(text))
        {
            return null;
        }

        if (declared.HasFormat && TryDeclared(text, out date))
        {
            return null;
        }

        var shape = TryYearFirst(text, out date);
        if (shape is null && !declared.HasFormat)
        {
            shape = TryNumbers(text, out date);
        }

        return shape switch
        {
            true => null,
            false => new CellProblem(RosterRule.DateImpossible, "There is no such day or time. Correct the date."),
            null when declared.HasFormat => new CellProblem(
                RosterRule.DateUnreadable, "This is neither a date in the declared Source:DateFormat nor an ISO date. Correct the date or the format."),
            null => new CellProblem(RosterRule.DateUnreadable, $"This is not a date that can be read. {Remedy}"),
        };
    }

    private bool TryDeclared(ReadOnlySpan<char> text, out RosterDate date)
    {
        date = RosterDate.None;
        var cell = text.ToString();
        if (declared.Dates?.Parse(cell) is { Success: true } day && day.Value.Year is >= 1 and <= RosterDate.LastYear)
        {
            date = RosterDate.OfDay(day.Value);
        }
        else if (declared.Times?.Parse(cell) is { Success: true } time && time.Value.Year is >= 1 and <= RosterDate.LastYear)
        {
            date = Local(time.Value);
        }

        return date.IsStated;
    }

    // True: a date. False: the shape of one, but no such day. Null: another shape.
    private bool? TryYearFirst(ReadOnlySpan<char> text, out RosterDate date)
    {
        date = RosterDate.None;
        var rest = text;
        if (!TakeNumber(ref rest, 4, 4, out var year) || rest.IsEmpty || rest[0] is not ('-' or '/' or '.'))
        {
            return null;
        }

        var separator = rest[0];
        rest = rest[1..];
        if (!TakeNumber(ref rest, 1, 2, out var month) || !Take(ref rest, separator) || !TakeNumber(ref rest, 1, 2, out var day))
        {
            return null;
        }

        if (!TakeTime(ref rest, out var time, out var hasTime) || !TakeOffset(ref rest, hasTime, out var offset) || !rest.IsEmpty)
        {
            return null;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month) || time is null)
        {
            return false;
        }

        var local = new LocalDate(year, month, day).At(time.Value);
        date = (hasTime, offset) switch
        {
            (false, _) => RosterDate.OfDay(local.Date),
            (true, null) => Local(local),
            (true, _) when year == RosterDate.LastYear => RosterDate.OfDay(local.Date),
            (true, { } known) => RosterDate.OfMoment(local.WithOffset(known).ToInstant()),
        };
        return true;
    }

    private static bool? TryNumbers(ReadOnlySpan<char> text, out RosterDate date)
    {
        date = RosterDate.None;
        var rest = text;
        if (!TakeNumber(ref rest, 1, 2, out var first) || rest.IsEmpty || rest[0] is not ('/' or '.' or '-'))
        {
            return null;
        }

        var separator = rest[0];
        rest = rest[1..];
        if (!TakeNumber(ref rest, 1, 2, out var second) || !Take(ref rest, separator) || !TakeNumber(ref rest, 4, 4, out var year)
            || !TakeTime(ref rest, out var time, out var hasTime) || !rest.IsEmpty)
        {
            return null;
        }

        var hasMonth = first is >= 1 and <= 12 || second is >= 1 and <= 12;
        if (year < 1 || first is < 1 or > 31 || second is < 1 or > 31 || !hasMonth || time is null)
        {
            return false;
        }

        date = RosterDate.OfNumbers(first, second, year, separator, hasTime ? (int)(time.Value.TickOfDay / NodaConstants.TicksPerSecond) : null);
        return true;
    }

    private RosterDate Local(LocalDateTime local) =>
        local.Year == RosterDate.LastYear ? RosterDate.OfDay(local.Date) : RosterDate.OfMoment(zone.At(local));

    // False: the shape is wrong. A null time with true: the shape is right, but there is no such time.
    private static bool TakeTime(ref ReadOnlySpan<char> rest, out LocalTime? time, out bool hasTime)
    {
        time = LocalTime.Midnight;
        hasTime = !rest.IsEmpty;
        if (!hasTime)
        {
            return true;
        }

        if (rest[0] is not ('T' or 't' or ' '))
        {
            return false;
        }

        rest = rest[1..];
        var second = 0;
        long nanosecond = 0;
        if (!TakeNumber(ref rest, 1, 2, out var hour) || !Take(ref rest, ':') || !TakeNumber(ref rest, 2, 2, out var minute))
        {
            return false;
        }

        if (Take(ref rest, ':') && !TakeNumber(ref rest, 2, 2, out second))
        {
            return false;
        }

        if (Take(ref rest, '.'))
        {
            var length = rest.Length;
            if (!TakeNumber(ref rest, 1, 9, out var fraction))
            {
                return false;
            }

            nanosecond = fraction * (long)Math.Pow(10, 9 - (length - rest.Length));
        }

        time = hour < 24 && minute < 60 && second < 60
            ? new LocalTime(hour, minute, second).PlusNanoseconds(nanosecond)
            : null;
        return true;
    }

    private static bool TakeOffset(ref ReadOnlySpan<char> rest, bool hasTime, out Offset? offset)
    {
        offset = null;
        if (!hasTime || rest.IsEmpty)
        {
            return true;
        }

        if (Take(ref rest, 'Z') || Take(ref rest, 'z'))
        {
            offset = Offset.Zero;
            return true;
        }

        var sign = rest[0] switch { '+' => 1, '-' => -1, _ => 0 };
        rest = rest[1..];
        if (sign == 0 || !TakeNumber(ref rest, 2, 2, out var hours))
        {
            return false;
        }

        _ = Take(ref rest, ':');
        if (!TakeNumber(ref rest, 2, 2, out var minutes))
        {
            minutes = 0;
        }

        if (hours > 18 || minutes > 59 || (hours == 18 && minutes > 0))
        {
            return false;
        }

        offset = Offset.FromSeconds(sign * ((hours * 3600) + (minutes * 60)));
        return true;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char wanted)
    {
        if (rest.IsEmpty || rest[0] != wanted)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TakeNumber(ref ReadOnlySpan<char> rest, int fewest, int most, out int number)
    {
        number = 0;
        var length = 0;
        while (length < rest.Length && length < most && char.IsAsciiDigit(rest[length]))
        {
            length++;
        }

        if (length < fewest)
        {
            return false;
        }

        number = int.Parse(rest[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        rest = rest[length..];
        return true;
    }
}
