using ActorSync.Benchmarks;
using ActorSync.Benchmarks.Bench;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Results;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class ResultsPageTests
{
    [Fact]
    public void Each_bar_stands_on_the_page_with_its_newest_figure_or_as_not_measured()
    {
        var page = ResultsPage.Of(
            [("old.json", SomeResult.Of(SomeResult.Ratio("plan-rate", 0.5))), ("new.json", SomeResult.Of(SomeResult.Ratio("plan-rate", 0.9, 0.8, 0.95)))], "By hand.");

        Assert.Contains("people/s beside the rate at 10,000 | at least 0.85 x | 0.90 [0.80..0.95] x | yes | [new.json](results/new.json): `bench` |", page, StringComparison.Ordinal);
        Assert.All(Bars.All, bar => Assert.Contains($"| {bar.Claim} |", page, StringComparison.Ordinal));
        Assert.Contains("| 1,000,000 people planned: peak memory | at most 600 MB | not measured | – | – |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_that_speaks_of_all_runs_is_held_against_the_worst_result()
    {
        var (clean, dirty) = (SomeResult.Of(WritesAboveFewest(0)), SomeResult.Of(WritesAboveFewest(2)));

        var page = ResultsPage.Of([("a.json", clean), ("b.json", dirty), ("c.json", clean)], "x");

        Assert.Contains("| at most 0 writes | 2.00 [2.00..2.00] writes | **no** | the worst of 3, [b.json]", page, StringComparison.Ordinal);
        Assert.Contains("| at most 0 writes | 0 [0..0] writes | yes | the worst of 2, [c.json]", ResultsPage.Of([("a.json", clean), ("c.json", clean)], "x"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_that_speaks_of_all_runs_is_not_reached_where_a_check_of_any_result_failed()
    {
        var clean = SomeResult.Of(WritesAboveFewest(0));

        var page = ResultsPage.Of([("a.json", clean with { ChecksFailed = ["writes: 5"] }), ("b.json", clean)], "x");

        Assert.Contains("0 [0..0] writes | **a check failed** | the worst of 2, [b.json]", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_that_is_kept_says_what_the_results_say()
    {
        var checkout = Checkout.Find(published: null);

        Assert.Equal(ResultsPageCommand.TextOf(checkout), File.ReadAllText(ResultsPageCommand.PageOf(checkout)));
    }

    [Fact]
    public void A_bar_that_is_not_reached_is_said_so_and_the_notes_are_taken_over()
    {
        var page = ResultsPage.Of([("a.json", SomeResult.Of(SomeResult.Ratio("plan-rate", 0.8)))], "The limit is the disk.");

        Assert.Contains("0.80 [0.80..0.80] x | **no** |", page, StringComparison.Ordinal);
        Assert.Contains("The limit is the disk.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.99, "yes")] // By less than half of the way from the least to the most.
    [InlineData(0.90, "**no**")]
    public void A_bar_that_holds_within_the_noise_may_be_missed_by_it(double median, string reached)
    {
        var page = ResultsPage.Of([("a.json", SomeResult.Of(SomeResult.Ratio("tuned-guide", median - 0.03, median, median + 0.03)))], "x");

        Assert.Contains($" x | {reached} | [a.json]", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_of_runs_that_were_not_exact_reaches_no_bar()
    {
        var page = ResultsPage.Of([("a.json", SomeResult.Of(SomeResult.Ratio("plan-rate", 0.9)) with { ChecksFailed = ["writes: 5"] })], "x");

        Assert.Contains("0.90 [0.90..0.90] x | **a check failed** |", page, StringComparison.Ordinal);
        Assert.Contains("- FAILED writes: 5", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_is_the_same_after_it_was_kept()
    {
        using var folder = new TemporaryFolder();
        var file = folder["a.json"];
        var result = SomeResult.Of(SomeResult.Ratio("a", 2, 3)) with { Series = [SomeResult.Series("program", 1_000, 2)] };

        ResultFiles.Write(file, result);

        Assert.Equal(ResultsPage.Of([("a.json", result)], "x"), ResultsPage.Of([("a.json", ResultFiles.Read(file))], "x"));
    }

    private static BenchFigure WritesAboveFewest(double writes) => new("writes-above-fewest", "a claim", "writes", [writes]);
}
