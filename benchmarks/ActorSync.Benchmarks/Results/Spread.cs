using System.Collections.Immutable;
using System.Globalization;

namespace ActorSync.Benchmarks.Results;

/// <summary>Repeated figures: the one in the middle, the least and the most.</summary>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    /// <summary>The spread of some figures, at least one.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToImmutableArray();
        if (sorted.IsEmpty)
        {
            throw new ArgumentException("Nothing has no spread.", nameof(figures));
        }

        var middle = sorted.Length / 2;
        return new Spread(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>How far the figures lie from each other: half of the way from the least to the most, as a share of the median.</summary>
    public double Noise => Median == 0 ? 0 : (Most - Least) / 2 / Median;

    /// <summary>As the tables show it.</summary>
    public override string ToString() => $"{Text(Median)} [{Text(Least)}..{Text(Most)}]";

    /// <summary>A figure with as many digits as say something.</summary>
    public static string Text(double figure) => figure.ToString(
        Math.Abs(figure) switch { 0 => "0", < 0.1 => "0.0000", < 10 => "0.00", < 100 => "0.0", _ => "N0" }, CultureInfo.InvariantCulture);
}
