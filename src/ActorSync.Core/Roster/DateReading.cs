using System.Globalization;
using NodaTime.Text;

namespace ActorSync.Core.Roster;

/// <summary>What is declared about dates that are not ISO: <c>Source:DateFormat</c>, else the order that <c>Source:Culture</c> implies.</summary>
/// <param name="Order">The declared order of day and month, or null when each column has to prove it.</param>
/// <param name="Dates">The declared format of dates, or null.</param>
/// <param name="Times">The declared format when it has a time of day, or null.</param>
public sealed record DateReading(DateOrder? Order, LocalDatePattern? Dates, LocalDateTimePattern? Times)
{
    /// <summary>Nothing is declared.</summary>
    public static readonly DateReading Undeclared = new(null, null, null);

    /// <summary>Whether a format is declared; then only that and ISO are read.</summary>
    public bool HasFormat => Dates is not null || Times is not null;

    /// <summary>Reads the declarations; either may be null.</summary>
    /// <param name="format">Letters as in .NET: <c>dd.MM.yyyy</c>, <c>MM/dd/yyyy HH:mm</c>.</param>
    /// <param name="culture">Names of months for the format, and the order where no format is declared.</param>
    /// <param name="problem">What is wrong with the format, or null.</param>
    public static DateReading Create(string? format, CultureInfo? culture, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(format))
        {
            return culture is null ? Undeclared : new DateReading(OrderOf(culture), null, null);
        }

        // A slash in a pattern stands for the culture's own separator; a person who writes one means a slash.
        var literal = format.Contains('\'', StringComparison.Ordinal) ? format : format.Replace("/", "'/'", StringComparison.Ordinal);
        try
        {
            return literal.AsSpan().IndexOfAny("Hhms") >= 0
                ? new DateReading(null, null, LocalDateTimePattern.Create(literal, culture ?? CultureInfo.InvariantCulture))
                : new DateReading(null, LocalDatePattern.Create(literal, culture ?? CultureInfo.InvariantCulture), null);
        }
        catch (InvalidPatternException exception)
        {
            problem = exception.Message;
            return Undeclared;
        }
    }

    private static DateOrder? OrderOf(CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.ShortDatePattern;
        var day = pattern.IndexOf('d', StringComparison.Ordinal);
        var month = pattern.IndexOf('M', StringComparison.Ordinal);
        var year = pattern.IndexOf('y', StringComparison.Ordinal);

        if (day < 0 || month < 0 || year < day || year < month)
        {
            return null; // The culture writes the year first and says nothing of dates that do not.
        }

        return day < month ? DateOrder.DayFirst : DateOrder.MonthFirst;
    }
}
