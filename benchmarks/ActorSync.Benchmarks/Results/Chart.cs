using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace ActorSync.Benchmarks.Results;

/// <summary>A chart of bars as SVG, small and readable on light and dark ground.</summary>
internal static class Chart
{
    private const int Columns = 3;
    private const int PanelWidth = 310;
    private const int PanelHeight = 200;
    private const int Margin = 12;
    private const int TitleHeight = 24;
    private const int LabelHeight = 18;
    private const int LegendHeight = 24;
    private const int Gap = 14;

    private const string Style =
        """
        <style>
          text { font: 11px sans-serif; fill: #24292f } .title { font-weight: bold } .value { font-size: 8px } .axis { stroke: #8c959f }
          .s0 { fill: #0969da } .s1 { fill: #bf8700 } .s2 { fill: #8250df } .s3 { fill: #1a7f37 } .s4 { fill: #cf222e } .s5 { fill: #57606a }
          .spread { stroke: #24292f }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 } .axis { stroke: #6e7681 } .spread { stroke: #e6edf3 }
            .s0 { fill: #58a6ff } .s1 { fill: #d29922 } .s2 { fill: #bc8cff } .s3 { fill: #3fb950 } .s4 { fill: #ff7b72 } .s5 { fill: #8b949e }
          }
        </style>
        """;

    /// <summary>How many series have a colour of their own.</summary>
    public const int MostSeries = 6;

    /// <summary>Draws panels side by side, with one legend.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="panels">The panels; the bars of each are in the order of <paramref name="series"/>.</param>
    /// <param name="series">The names of the series.</param>
    public static string Draw(string title, ImmutableArray<ChartPanel> panels, ImmutableArray<string> series)
    {
        var rows = (panels.Length + Columns - 1) / Columns;
        var (width, height) = ((Columns * PanelWidth) + (2 * Margin), (rows * PanelHeight) + LegendHeight + TitleHeight + Margin);
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"<title>{Escaped(title)}</title>").AppendLine(Style);
        svg.AppendLine(Text(Margin, 16, title, "title"));
        for (var index = 0; index < series.Length; index++)
        {
            var left = Margin + (index * Columns * PanelWidth / series.Length);
            svg.AppendLine(Rectangle(left, TitleHeight + 4, 10, 10, index)).AppendLine(Text(left + 15, TitleHeight + 13, series[index]));
        }

        for (var index = 0; index < panels.Length; index++)
        {
            Append(svg, panels[index], Margin + (index % Columns * PanelWidth), TitleHeight + LegendHeight + (index / Columns * PanelHeight));
        }

        return svg.AppendLine("</svg>").ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder svg, ChartPanel panel, int left, int top)
    {
        var floor = top + PanelHeight - LabelHeight - 6;
        var room = PanelHeight - TitleHeight - LabelHeight - 26;
        var most = panel.Groups.SelectMany(group => group.Bars).OfType<Spread>().Select(bar => bar.Most).DefaultIfEmpty(0).Max();
        svg.AppendLine(Text(left, top + 14, panel.Title, "title"));
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="axis" x1="{left}" y1="{floor}" x2="{left + PanelWidth - Gap}" y2="{floor}"/>""");
        var groupWidth = (PanelWidth - Gap) / Math.Max(1, panel.Groups.Length);
        for (var group = 0; group < panel.Groups.Length; group++)
        {
            var (label, bars) = panel.Groups[group];
            var from = left + (group * groupWidth);
            svg.AppendLine(Text(from + 2, floor + 14, label));
            var barWidth = Math.Max(2, (groupWidth - Gap) / Math.Max(1, bars.Length));
            for (var bar = 0; bar < bars.Length; bar++)
            {
                if (bars[bar] is not { } spread || most <= 0)
                {
                    continue;
                }

                var x = from + 2 + (bar * barWidth);
                double Y(double figure) => floor - (figure / most * room);
                svg.AppendLine(Rectangle(x, Y(spread.Median), barWidth - 2, floor - Y(spread.Median), bar));
                svg.AppendLine(CultureInfo.InvariantCulture, $"""<line class="spread" x1="{x + (barWidth / 2) - 1}" y1="{Y(spread.Most):0.#}" x2="{x + (barWidth / 2) - 1}" y2="{Y(spread.Least):0.#}"/>""");
                svg.AppendLine(Text(x, Y(spread.Most) - 3, Short(spread.Median), "value"));
            }
        }
    }

    private static string Rectangle(double x, double y, double width, double height, int series) =>
        string.Create(CultureInfo.InvariantCulture, $"""<rect class="s{series % MostSeries}" x="{x:0.#}" y="{y:0.#}" width="{width:0.#}" height="{height:0.#}"/>""");

    private static string Text(double x, double y, string text, string? kind = null) =>
        string.Create(CultureInfo.InvariantCulture, $"""<text{(kind is null ? string.Empty : $" class=\"{kind}\"")} x="{x:0.#}" y="{y:0.#}">{Escaped(text)}</text>""");

    private static string Short(double figure) => figure switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{figure / 1_000_000:0.#}M"),
        >= 100_000 => string.Create(CultureInfo.InvariantCulture, $"{figure / 1_000:0}k"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{figure / 1_000:0.#}k"),
        _ => Spread.Text(figure),
    };

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
