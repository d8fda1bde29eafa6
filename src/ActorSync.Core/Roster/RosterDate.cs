using System.Globalization;
using NodaTime;

namespace ActorSync.Core.Roster;

/// <summary>A date as a cell states it: a day, an instant, or three numbers whose order only the whole column can tell.</summary>
public readonly record struct RosterDate
{
    /// <summary>The year of dates like 9999-12-31, which say "never"; times of day in it are dropped, because a zone could push them past the end of time.</summary>
    public const int LastYear = 9999;

    private readonly Form _form;
    private readonly long _bits;

    private RosterDate(Form form, long bits)
    {
        _form = form;
        _bits = bits;
    }

    private enum Form : byte
    {
        None,
        Day,
        Moment,
        Numbers,
    }

    /// <summary>No date is stated.</summary>
    public static RosterDate None => default;

    /// <summary>Whether a date is stated.</summary>
    public bool IsStated => _form != Form.None;

    /// <summary>Whether the order of day and month is open.</summary>
    public bool IsNumbers => _form == Form.Numbers;

    /// <summary>The first of the three numbers.</summary>
    public int First => (int)(_bits >> 24) & 0xFF;

    /// <summary>The second of the three numbers.</summary>
    public int Second => (int)(_bits >> 16) & 0xFF;

    private int Year => (int)_bits & 0xFFFF;

    private int SecondOfDay => ((int)(_bits >> 32) & 0xFFFFFF) - 1;

    private char Separator => (char)((_bits >> 56) & 0x7F);

    /// <summary>A day.</summary>
    public static RosterDate OfDay(LocalDate day) => new(Form.Day, ((long)day.Year << 16) | ((long)day.Month << 8) | (long)day.Day);

    /// <summary>An instant, kept to 100 ns.</summary>
    public static RosterDate OfMoment(Instant instant) => new(Form.Moment, instant.ToUnixTimeTicks());

    /// <summary>Two numbers below 100 and a year (1–9999) with an ASCII separator between them, and a second of the day or null.</summary>
    public static RosterDate OfNumbers(int first, int second, int year, char separator, int? secondOfDay) =>
        new(
            Form.Numbers,
            ((long)separator << 56) | ((long)((secondOfDay ?? -1) + 1) << 32) | ((long)first << 24) | ((long)second << 16) | (long)year);

    /// <summary>The same date with its order settled; none when there is no such day. Only for three numbers.</summary>
    public RosterDate InOrder(DateOrder order, ZoneRules zone)
    {
        var (day, month) = order == DateOrder.DayFirst ? (First, Second) : (Second, First);
        if (month is < 1 or > 12 || day < 1 || Year < 1 || day > CalendarSystem.Iso.GetDaysInMonth(Year, month))
        {
            return None;
        }

        var date = new LocalDate(Year, month, day);
        return SecondOfDay < 0 || Year == LastYear ? OfDay(date) : OfMoment(zone.At(date.AtMidnight().PlusSeconds(SecondOfDay)));
    }

    /// <summary>The instant meant: the start of a day in the zone, or the instant itself. Only for settled dates.</summary>
    public Instant Start(ZoneRules zone) => _form switch
    {
        Form.Day => zone.StartOf(AsDay()),
        Form.Moment => Instant.FromUnixTimeTicks(_bits),
        _ => throw new InvalidOperationException("The date is not settled."),
    };

    /// <summary>The day meant, for an instant the one on which it falls in the zone. Only for settled dates.</summary>
    public LocalDate Day(ZoneRules zone) => _form switch
    {
        Form.Day => AsDay(),
        Form.Moment => zone.DayOf(Instant.FromUnixTimeTicks(_bits)),
        _ => throw new InvalidOperationException("The date is not settled."),
    };

    /// <summary>The numbers of an unsettled date as they stood in the cell, but for leading zeros and the time; otherwise empty.</summary>
    public string ToRawText() =>
        IsNumbers ? string.Create(CultureInfo.InvariantCulture, $"{First:00}{Separator}{Second:00}{Separator}{Year:0000}") : string.Empty;

    private LocalDate AsDay() => new((int)(_bits >> 16), (int)(_bits >> 8) & 0xFF, (int)_bits & 0xFF);
}
