using System.Xml.Linq;
using ActorSync.Benchmarks.Results;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_chart_is_well_formed_and_has_a_bar_for_each_series_and_size_that_was_measured()
    {
        var chart = XDocument.Parse(SeriesChart.Draw("a <title> & more", [SomeResult.Series("program", 1_000, 1), SomeResult.Series("script", 1_000, 2), SomeResult.Series("program", 10_000, 5)]));

        var panels = chart.Descendants(Svg + "text").Count(text => text.Value == "people/s");
        var bars = chart.Descendants(Svg + "rect").Count();
        Assert.Equal((1, (5 * 3) + 2), (panels, bars)); // Six panels, of which the journal's has none, and a square for each series in the legend.
        Assert.Equal("a <title> & more", chart.Descendants(Svg + "title").Single().Value);
    }

    [Fact]
    public void The_height_of_a_bar_is_its_figure_beside_the_highest()
    {
        var chart = XDocument.Parse(SeriesChart.Draw("t", [SomeResult.Series("program", 1_000, 1), SomeResult.Series("script", 1_000, 2)]));

        var bars = chart.Descendants(Svg + "rect").Skip(2).Take(2).Select(bar => (double)bar.Attribute("height")!).ToArray();
        Assert.Equal(bars[0], bars[1] * 2, tolerance: 0.2);
    }

    [Fact]
    public void It_is_drawn_for_light_and_for_dark_ground() =>
        Assert.Contains("@media (prefers-color-scheme: dark)", SeriesChart.Draw("t", [SomeResult.Series("program", 1_000, 1)]), StringComparison.Ordinal);
}
