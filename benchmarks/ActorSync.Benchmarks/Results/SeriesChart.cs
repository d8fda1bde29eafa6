using System.Collections.Immutable;
using System.Globalization;

namespace ActorSync.Benchmarks.Results;

/// <summary>The chart of what was measured at several sizes.</summary>
internal static class SeriesChart
{
    private const string PeopleSetting = "people";
    private const double Microseconds = 1_000_000;
    private const double Kilobytes = 1_000;

    private static readonly ImmutableArray<(string Title, Func<Measurement, double?> Figure)> Panels =
    [
        ("people/s", each => each.PeoplePerSecond),
        ("requests/s", each => each.RequestsPerSecond),
        ("CPU, us/person", each => each.CpuSeconds * Microseconds / each.People),
        ("allocated, kB/person", each => each.AllocatedBytes / Kilobytes / each.People),
        ("peak memory, kB/person", each => each.PeakResidentBytes / Kilobytes / each.People),
        ("journal, B/person", each => (double)each.JournalBytes / each.People),
    ];

    /// <summary>Draws the series: sizes as groups, contestants with their settings as bars; as many as have a colour.</summary>
    public static string Draw(string title, ImmutableArray<Series> series)
    {
        var names = series.Select(NameOf).Distinct(StringComparer.Ordinal).Take(Chart.MostSeries).ToImmutableArray();
        var sizes = series.Select(SizeOf).Distinct().Order().ToImmutableArray();
        var panels = Panels.Select(panel => new ChartPanel(
            panel.Title,
            [.. sizes.Select(size => (size.ToString("N0", CultureInfo.InvariantCulture), names.Select(name => Find(series, name, size)?.Of(panel.Figure)).ToImmutableArray()))]));
        return Chart.Draw(title, [.. panels], names);
    }

    private static Series? Find(ImmutableArray<Series> series, string name, long size) => series.FirstOrDefault(each => NameOf(each) == name && SizeOf(each) == size);

    private static long SizeOf(Series series) => long.Parse(series.Settings[PeopleSetting], CultureInfo.InvariantCulture);

    private static string NameOf(Series series)
    {
        // What a scenario fixes by its configuration key is the same for all of its runs.
        var settings = string.Join(' ', series.Settings.Where(each => each.Key is not (PeopleSetting or "dialect" or "protocol") && !each.Key.Contains(':')).Select(each => each.Value));
        return $"{series.Contestant} {settings}".TrimEnd();
    }
}
