using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>Binds the section <c>Source</c>.</summary>
internal static class SourceBinding
{
    /// <summary>The section's options; problems go to <paramref name="values"/>.</summary>
    public static SourceOptions Bind(GivenValues values)
    {
        var culture = values.Get(OptionKeys.Culture);
        return new SourceOptions
        {
            Name = values.Get(OptionKeys.SourceName),
            Mode = values.Get(OptionKeys.Mode),
            TimeZone = values.Get(OptionKeys.TimeZone),
            Format = values.Get(OptionKeys.Format),
            Encoding = values.Get(OptionKeys.TextEncoding),
            Delimiter = values.Get(OptionKeys.Delimiter),
            Culture = culture,
            DateFormat = DateFormat(values, culture),
            Columns = OptionKeys.Columns
                .Select(key => (Column: key.Path[(key.Path.LastIndexOf(':') + 1)..], Header: values.Get(key)))
                .Where(pair => pair.Header is not null)
                .ToImmutableSortedDictionary(pair => pair.Column, pair => pair.Header!, StringComparer.Ordinal),
        };
    }

    private static string? DateFormat(GivenValues values, CultureInfo? culture)
    {
        if (values.Get(OptionKeys.DateFormat) is not { } format)
        {
            return null;
        }

        if (StatesWholeDates(format, culture ?? CultureInfo.InvariantCulture))
        {
            return format;
        }

        values.Reject(
            OptionKeys.DateFormat,
            $"'{Shown.Text(format)}' is no pattern that states a whole date; d is the day, M the month (m would be minutes), y the year",
            OptionKeys.DateFormat.Shape.Allowed);
        return null;
    }

    private static bool StatesWholeDates(string format, CultureInfo culture)
    {
        var probe = new LocalDate(2031, 11, 23);
        try
        {
            var pattern = LocalDatePattern.Create(format, culture);
            return pattern.Parse(pattern.Format(probe)) is { Success: true } back && back.Value == probe;
        }
        catch (InvalidPatternException)
        {
            return false; // NodaTime has no way of asking that does not throw.
        }
    }
}
