using ActorSync.Benchmarks.Bench;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class BenchPlanTests
{
    [Fact]
    public void Settings_become_a_matrix()
    {
        var plan = BenchPlan.Parse(["--scenario", "cold", "--sizes", "1000,2000", "--journals", "sqlite,postgres", "--in-flight", "default,32", "--tokens", "1,2"], out _)!;

        Assert.Equal(["cold"], plan.Chosen);
        Assert.Equal([1_000, 2_000], plan.Sizes);
        Assert.Equal([null, 32], plan.InFlight);
        Assert.Equal([1, 2], plan.Tokens);
    }

    [Theory]
    [InlineData("--batch", "constants")]
    [InlineData("--partitions", "constants")]
    [InlineData("--sizes", "Not understood")]
    [InlineData("--whatever", "Not understood")]
    public void What_cannot_be_varied_or_is_not_understood_is_refused(string option, string reason)
    {
        Assert.Null(BenchPlan.Parse([option, "nonsense"], out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }
}
