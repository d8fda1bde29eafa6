using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Roster;
using NodaTime;

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

        if (StatesWholeDates(format, culture))
        {
            return format;
        }

        values.Reject(
            OptionKeys.DateFormat,
            $"'{Shown.Text(format)}' is no pattern that states a whole date; d is the day, M the month (m would be minutes), yyyy the year",
            OptionKeys.DateFormat.Shape.Allowed);
        return null;
    }

    private static bool StatesWholeDates(string format, CultureInfo? culture)
    {
        var probe = new LocalDate(2031, 11, 23);
        return DateReading.Create(format, culture, out _) switch
        {
            { Dates: { } dates } => dates.Parse(dates.Format(probe)) is { Success: true } back && back.Value == probe,
            { Times: { } times } => times.Parse(times.Format(probe.At(LocalTime.Noon))) is { Success: true } back && back.Value.Date == probe,
            _ => false,
        };
    }
}
