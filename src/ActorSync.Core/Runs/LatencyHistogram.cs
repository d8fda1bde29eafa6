using System.Collections.Immutable;
using System.Numerics;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>How long attempts took, in buckets that are at most 1/32 of their value wide: any percentile is exact to 2 %, whatever the number of attempts.</summary>
/// <param name="Counts">Attempts per bucket, without zeros at the end.</param>
public sealed record LatencyHistogram(ImmutableArray<long> Counts)
{
    /// <summary>The longest latency that is told apart, about 71 minutes; what takes longer counts as this.</summary>
    public static readonly Duration Longest = Duration.FromMilliseconds(uint.MaxValue / 1_000d);

    /// <summary>How many buckets there are: exact to a microsecond below 64, and 32 for each doubling above.</summary>
    public const int Buckets = Exact + ((32 - ExactBits) * PerDoubling);

    private const int ExactBits = 6;
    private const int Exact = 1 << ExactBits;
    private const int PerDoublingBits = 5;
    private const int PerDoubling = 1 << PerDoublingBits;

    /// <summary>Nothing measured.</summary>
    public static readonly LatencyHistogram None = new([]);

    /// <summary>How many attempts were measured.</summary>
    public long Attempts => Counts.Sum();

    /// <summary>The histogram of counts as they were gathered, one per bucket.</summary>
    public static LatencyHistogram Of(ReadOnlySpan<long> counts)
    {
        var used = counts.LastIndexOfAnyExcept(0) + 1;
        return used == 0 ? None : new([.. counts[..used]]);
    }

    /// <summary>The bucket of a latency, 0 to <see cref="Buckets"/> − 1.</summary>
    public static int BucketOf(TimeSpan latency)
    {
        var microseconds = (uint)Math.Clamp(latency.Ticks / TimeSpan.TicksPerMicrosecond, 0, uint.MaxValue);
        if (microseconds < Exact)
        {
            return (int)microseconds;
        }

        var doubling = BitOperations.Log2(microseconds);
        var within = (int)(microseconds >> (doubling - PerDoublingBits)) - PerDoubling;
        return Exact + ((doubling - ExactBits) * PerDoubling) + within;
    }

    /// <summary>The latency that a share of the attempts did not exceed (nearest rank), to within 2 %; null where nothing was measured.</summary>
    /// <param name="share">Above 0, at most 1: 0.99 for p99.</param>
    public Duration? Percentile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);

        var rank = (long)Math.Ceiling(Attempts * (decimal)share); // 50 × 0.14 is 7 and not a little more: a share is meant as it is written.
        for (var bucket = 0; bucket < Counts.Length; bucket++)
        {
            rank -= Counts[bucket];
            if (rank <= 0)
            {
                return MiddleOf(bucket);
            }
        }

        return null;
    }

    /// <summary>The attempts of both.</summary>
    public static LatencyHistogram operator +(LatencyHistogram left, LatencyHistogram right) => Combine(left, right, 1);

    /// <summary>The attempts since an earlier histogram of the same row.</summary>
    public static LatencyHistogram operator -(LatencyHistogram now, LatencyHistogram before) => Combine(now, before, -1);

    /// <inheritdoc/>
    public bool Equals(LatencyHistogram? other) => other is not null && Counts.SequenceEqual(other.Counts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Counts.Length, Attempts);

    private static LatencyHistogram Combine(LatencyHistogram left, LatencyHistogram right, int sign)
    {
        Span<long> counts = stackalloc long[Buckets];
        left.Counts.AsSpan().CopyTo(counts);
        for (var bucket = 0; bucket < right.Counts.Length; bucket++)
        {
            counts[bucket] += sign * right.Counts[bucket];
        }

        return Of(counts);
    }

    private static Duration MiddleOf(int bucket)
    {
        if (bucket < Exact)
        {
            return Duration.FromTicks(bucket * TimeSpan.TicksPerMicrosecond);
        }

        var (doubling, within) = Math.DivRem(bucket - Exact, PerDoubling);
        var shift = doubling + ExactBits - PerDoublingBits;
        var lowest = (long)(PerDoubling + within) << shift;
        return Duration.FromTicks(((lowest * 2) + (1L << shift) - 1) * TimeSpan.TicksPerMicrosecond / 2);
    }
}
