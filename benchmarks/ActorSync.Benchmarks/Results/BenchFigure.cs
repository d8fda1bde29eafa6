using System.Collections.Immutable;
using System.Globalization;

namespace ActorSync.Benchmarks.Results;

/// <summary>A figure that is compared: with a bar, or with an earlier result.</summary>
/// <param name="Id">Its name among all figures; the same in every result.</param>
/// <param name="Claim">What it is, in words.</param>
/// <param name="Unit">Its unit; <c>x</c> for a ratio.</param>
/// <param name="Values">One for each repetition.</param>
internal sealed record BenchFigure(string Id, string Claim, string Unit, ImmutableArray<double> Values)
{
    /// <summary>The unit of a ratio.</summary>
    public const string Times = "x";

    /// <summary>What it has to reach, or null.</summary>
    public double? Bar { get; init; }

    /// <summary>Whether it has to be at least the bar, or else at most.</summary>
    public bool IsAtLeast { get; init; } = true;

    /// <summary>Whether it may miss the bar by as much as its values differ.</summary>
    public bool IsWithinNoise { get; init; }

    /// <summary>Whether it is a ratio of two figures of one run, which other machines may be held to; more is better.</summary>
    public bool IsRatio => Unit == Times;

    /// <summary>Median and spread.</summary>
    public Spread Spread => Spread.Of(Values);

    /// <summary>Whether the median reaches the bar; null where there is none.</summary>
    public bool? IsReached => Bar is { } bar ? (IsAtLeast ? Spread.Median + Allowed >= bar : Spread.Median - Allowed <= bar) : null;

    private double Allowed => IsWithinNoise ? Spread.Noise * Spread.Median : 0;

    /// <summary>What follows the id of a figure that was measured with another number of people, or outcomes, than its bar is for.</summary>
    public static string SuffixFor(int count, int ofBar) => count == ofBar ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"@{count}");

    /// <summary>The ratio of two figures, repetition by repetition.</summary>
    public static BenchFigure Ratio(string id, string claim, IEnumerable<double> figures, IEnumerable<double> others) =>
        new(id, claim, Times, [.. figures.Zip(others, (figure, other) => figure / other)]);
}
