using ActorSync.Benchmarks;
using ActorSync.Benchmarks.Results;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class RegressionCheckTests
{
    [Theory]
    [InlineData(2.0, true)]
    [InlineData(1.71, true)]
    [InlineData(1.69, false)]
    public void A_ratio_may_fall_by_the_tolerance_and_no_further(double now, bool holds)
    {
        var check = Assert.Single(RegressionCheck.Compare(SomeResult.Of(SomeResult.Ratio("a", 2)), SomeResult.Of(SomeResult.Ratio("a", now)), 0.15));

        Assert.Equal(holds, check.Holds);
    }

    [Fact]
    public void Only_ratios_are_compared_since_times_belong_to_a_machine()
    {
        var earlier = SomeResult.Of(SomeResult.Ratio("a", 2), new BenchFigure("b", "a time", "s", [1]));
        var now = SomeResult.Of(SomeResult.Ratio("a", 2), new BenchFigure("b", "a time", "s", [9]));

        Assert.Single(RegressionCheck.Compare(earlier, now, 0.15));
    }

    [Fact]
    public void Results_without_a_ratio_in_common_are_an_error_and_not_a_pass() =>
        Assert.Throws<HarnessException>(() => RegressionCheck.Compare(SomeResult.Of(SomeResult.Ratio("a", 2)), SomeResult.Of(SomeResult.Ratio("b", 2)), 0.15));
}
