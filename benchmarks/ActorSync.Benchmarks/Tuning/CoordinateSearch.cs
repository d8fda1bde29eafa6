using System.Collections.Immutable;
using ActorSync.Benchmarks.Results;

namespace ActorSync.Benchmarks.Tuning;

/// <summary>Searches settings one at a time: whatever is better by more than the noise is taken, until a whole round finds nothing better.</summary>
/// <param name="axes">The settings.</param>
/// <param name="compareAsync">Measures points in turns with the one given first; for each of the others the ratios of its rate to the first's.</param>
internal sealed class CoordinateSearch(
    ImmutableArray<TuneAxis> axes, Func<TunePoint, ImmutableArray<TunePoint>, Task<ImmutableArray<Spread>>> compareAsync)
{
    /// <summary>The most rounds: noise that looks like a gain must not keep a search going.</summary>
    public const int MostRounds = 5;

    /// <summary>The best point from the program's own settings on; that itself where nothing is better.</summary>
    public async Task<TunePoint> FindAsync()
    {
        var best = new TunePoint([.. axes.Select(_ => (int?)null)]);
        for (var round = 0; round < MostRounds; round++)
        {
            var before = best;
            for (var axis = 0; axis < axes.Length; axis++)
            {
                best = await BetterOnAsync(axis, best);
            }

            if (best == before)
            {
                return best;
            }
        }

        return best;
    }

    /// <summary>Whether a ratio is above 1 by more than it varies.</summary>
    public static bool IsBetter(Spread ratio) => ratio.Median - 1 > ratio.Noise;

    /// <summary>Whether what a search found is kept after fresh turns: the defaults unless the other is better by more than the noise, anything else only if it is no worse.</summary>
    /// <param name="ratio">What was found beside the other.</param>
    /// <param name="isDefaults">Whether the defaults were found.</param>
    public static bool IsKept(Spread ratio, bool isDefaults) => isDefaults ? 1 - ratio.Median <= ratio.Noise : ratio.Median >= 1;

    private async Task<TunePoint> BetterOnAsync(int axis, TunePoint best)
    {
        var others = axes[axis].Values.Where(value => value != best.Values[axis]).Select(value => new TunePoint(best.Values.SetItem(axis, value))).ToImmutableArray();
        if (others.IsEmpty)
        {
            return best;
        }

        var ratios = await compareAsync(best, others);
        return others.Zip(ratios, (point, ratio) => (Point: point, Ratio: ratio)).Where(each => IsBetter(each.Ratio)).OrderByDescending(each => each.Ratio.Median).Select(each => each.Point).FirstOrDefault() ?? best;
    }
}
