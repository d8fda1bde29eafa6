using ActorSync.Benchmarks.Results;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class SpreadTests
{
    [Fact]
    public void The_median_of_an_odd_number_is_the_one_in_the_middle() =>
        Assert.Equal(new Spread(3, 1, 9), Spread.Of([9, 1, 3]));

    [Fact]
    public void The_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() =>
        Assert.Equal(new Spread(2.5, 1, 4), Spread.Of([4, 1, 3, 2]));

    [Fact]
    public void Nothing_has_no_spread() => Assert.Throws<ArgumentException>(() => Spread.Of([]));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.0123, "0.0123")]
    [InlineData(1.5, "1.50")]
    [InlineData(42.25, "42.3")]
    [InlineData(12345.6, "12,346")]
    public void A_figure_has_as_many_digits_as_say_something(double figure, string text) => Assert.Equal(text, Spread.Text(figure));

    [Fact]
    public void A_ratio_is_made_of_the_two_figures_of_one_repetition_and_not_of_two_medians() =>
        Assert.Equal([2, 0.5, 1], BenchFigure.Ratio("id", "claim", [10, 10, 3], [5, 20, 3]).Values);

    [Theory]
    [InlineData(true, 2, true)]
    [InlineData(true, 1, false)]
    [InlineData(false, 1, true)]
    [InlineData(false, 2, false)]
    public void A_bar_is_reached_from_its_own_side(bool isAtLeast, double figure, bool isReached) =>
        Assert.Equal(isReached, new BenchFigure("id", "claim", "s", [figure]) { Bar = 1.5, IsAtLeast = isAtLeast }.IsReached);
}
