using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Tuning;

/// <summary>A choice of a value for each setting, in the order of the axes.</summary>
/// <param name="Values">The values; null leaves a setting to the program.</param>
internal sealed record TunePoint(ImmutableArray<int?> Values)
{
    /// <inheritdoc/>
    public bool Equals(TunePoint? other) => other is not null && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.Aggregate(Values.Length, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join('/', Values.Select(value => value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "default"));
}
