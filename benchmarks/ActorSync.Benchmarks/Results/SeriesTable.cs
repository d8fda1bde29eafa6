using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ActorSync.Benchmarks.Results;

/// <summary>Series as a table.</summary>
internal static class SeriesTable
{
    private const double Microseconds = 1_000_000;

    private static readonly ImmutableArray<(string Head, Func<Measurement, double?> Figure, bool HasSpread)> Columns =
    [
        ("people/s", each => each.PeoplePerSecond, true),
        ("requests/s", each => each.RequestsPerSecond, true),
        ("process, s", each => each.ProcessSeconds, true),
        ("CPU, us/person", each => each.CpuSeconds * Microseconds / each.People, false),
        ("allocated, B/person", each => (double)each.AllocatedBytes / each.People, false),
        ("peak, MB", each => each.PeakResidentBytes / Microseconds, false),
        ("peak, B/person", each => (double)each.PeakResidentBytes / each.People, false),
        ("journal, B/person", each => (double)each.JournalBytes / each.People, false),
        ("requests", each => each.Requests, false),
        ("writes", each => each.Writes, false),
    ];

    /// <summary>A table for a page.</summary>
    public static string Markdown(ImmutableArray<Series> series)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"| scenario | who | settings | {string.Join(" | ", Columns.Select(column => column.Head))} |");
        table.AppendLine(CultureInfo.InvariantCulture, $"|---|---|---|{string.Concat(Columns.Select(_ => "---|"))}");
        foreach (var each in series)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", Cells(each))} |");
        }

        return table.ToString();
    }

    /// <summary>A table for a terminal.</summary>
    public static string Plain(ImmutableArray<Series> series)
    {
        ImmutableArray<ImmutableArray<string>> rows = [["scenario", "who", "settings", .. Columns.Select(column => column.Head)], .. series.Select(Cells)];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToImmutableArray();
        return string.Join('\n', rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()));
    }

    private static ImmutableArray<string> Cells(Series each) => [each.Scenario, each.Contestant, each.SettingsText, .. Columns.Select(column => Cell(each, column.Figure, column.HasSpread))];

    private static string Cell(Series each, Func<Measurement, double?> figure, bool hasSpread) => each.Of(figure) switch
    {
        null => "–",
        { } spread when hasSpread => spread.ToString(),
        { } spread => Spread.Text(spread.Median),
    };
}
