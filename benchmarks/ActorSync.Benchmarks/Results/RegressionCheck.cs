using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;

namespace ActorSync.Benchmarks.Results;

/// <summary>Holds the ratios of a result against those of an earlier one: times belong to a machine and an hour, ratios of one run do not.</summary>
internal static class RegressionCheck
{
    /// <summary>A check for each ratio that both have.</summary>
    /// <param name="earlier">The earlier result.</param>
    /// <param name="now">The result.</param>
    /// <param name="tolerance">By which share a ratio may have fallen.</param>
    /// <exception cref="HarnessException">They have no ratio in common, and so nothing would be checked.</exception>
    public static ImmutableArray<Check> Compare(BenchResult earlier, BenchResult now, double tolerance)
    {
        var before = earlier.Figures.Where(figure => figure.IsRatio).ToDictionary(figure => figure.Id, StringComparer.Ordinal);
        var checks = now.Figures
            .Where(figure => figure.IsRatio && before.ContainsKey(figure.Id))
            .Select(figure => Compare(before[figure.Id], figure, tolerance))
            .ToImmutableArray();
        return checks.IsEmpty ? throw new HarnessException("The two results have no ratio in common; measure the same scenarios.") : checks;
    }

    private static Check Compare(BenchFigure before, BenchFigure now, double tolerance) => new(
        $"{now.Id} has not fallen by more than {Spread.Text(tolerance)}",
        now.Spread.Median >= before.Spread.Median * (1 - tolerance),
        $"{before.Spread} then, {now.Spread} now");
}
