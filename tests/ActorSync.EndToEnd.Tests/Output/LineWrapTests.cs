using ActorSync.Cli.Output;
using Spectre.Console;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class LineWrapTests
{
    private const int Narrow = 60;

    [Fact]
    public void A_line_that_fits_stays_as_it_is() =>
        Assert.Equal(["  No operation."], Wrapped("  No operation.", Narrow));

    [Fact]
    public void A_long_line_is_broken_between_words() => Assert.Equal(
        [
            "  Skills: 3 added, 2 rated, 1 removed. Certifications:",
            "4 set, 0 ended.",
        ],
        Wrapped("  Skills: 3 added, 2 rated, 1 removed. Certifications: 4 set, 0 ended.", Narrow));

    [Fact]
    public void A_number_stays_with_what_it_counts() => Assert.Equal(
        [
            "  98.7 % of the allowance used: 157 of",
            "159 requests in 32 s.",
        ],
        Wrapped("  98.7 % of the allowance used: 157 of 159 requests in 32 s.", 42));

    [Fact]
    public void A_column_that_does_not_fit_goes_down_as_a_whole() => Assert.Equal(
        [
            "    GET /api/v2/users",
            "p50 0.9, p95 21, p99 21  (2 attempts)",
        ],
        Wrapped("    GET /api/v2/users           p50 0.9, p95 21, p99 21  (2 attempts)", 50));

    [Fact]
    public void An_instant_is_not_broken() => Assert.Equal(
        [
            "  interrupted",
            "2026-03-01 16:00:00 UTC: it was",
            "stopped",
        ],
        Wrapped("  interrupted 2026-03-01 16:00:00 UTC: it was stopped", 35));

    [Fact]
    public void Numbers_in_a_row_are_broken_where_they_have_to_be() =>
        Assert.Equal(["1 2 3 4 5 6 7 8 9 10", "11 12 13 14 15"], Wrapped("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", 20));

    [Fact]
    public void What_has_no_space_to_break_at_stays_whole()
    {
        var path = "/" + new string('x', 80);

        Assert.Equal(["The plan is in", path, "now."], Wrapped($"The plan is in {path} now.", Narrow));
    }

    [Fact]
    public void Every_word_is_shown_at_every_width_and_only_a_single_word_is_wider()
    {
        var line = $"  1,234 requests of Kundenbetreuung, 顧客対応 and 顧客 at 14:00:00 UTC → 3 of {new string('x', 70)} and 12 more in 3 min 20 s.";
        for (var width = LineWrap.Narrowest; width <= 200; width++)
        {
            var lines = Wrapped(line, width);

            Assert.Equal(line.Trim().Split(' '), lines.SelectMany(shown => shown.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            Assert.All(lines, shown => Assert.True(shown.GetCellWidth() <= width || !shown.Contains(' ', StringComparison.Ordinal), $"{width}: {shown}"));
        }
    }

    private static string[] Wrapped(string line, int width) => [.. LineWrap.Lines(line, width).Select(range => line[range])];
}
