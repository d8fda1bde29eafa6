using ActorSync.Core.Runs;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Runs;

public sealed class LatencyHistogramTests
{
    // Microseconds over the whole range, each magnitude as likely as any other.
    private static readonly Gen<TimeSpan[]> Latencies =
        (from magnitude in Gen.Choose(0, 31)
         from within in Gen.Choose(0, int.MaxValue)
         select TimeSpan.FromMicroseconds((1L << magnitude) + (within % (1L << magnitude)))).NonEmptyListOf().Select(list => list.ToArray());

    [Fact]
    public void Of_a_hundred_attempts_the_99th_in_order_is_p99()
    {
        var histogram = Gathered(Enumerable.Range(1, 100).Select(milliseconds => TimeSpan.FromMilliseconds(milliseconds)));

        Assert.InRange(histogram.Percentile(0.50)!.Value.TotalMilliseconds, 49, 51);
        Assert.InRange(histogram.Percentile(0.95)!.Value.TotalMilliseconds, 93.1, 96.9);
        Assert.InRange(histogram.Percentile(0.99)!.Value.TotalMilliseconds, 97.1, 100.9);
        Assert.Equal(100, histogram.Attempts);
    }

    [Theory]
    [InlineData(50, 0.14, 7)]
    [InlineData(50, 0.28, 14)]
    [InlineData(50, 0.56, 28)]
    public void A_share_that_no_binary_fraction_holds_counts_as_it_is_written(int attempts, double share, int rank) =>
        Assert.Equal(rank, Gathered(Enumerable.Range(1, attempts).Select(microseconds => TimeSpan.FromMicroseconds(microseconds))).Percentile(share)!.Value.TotalMilliseconds * 1_000, 0.5);

    [Fact]
    public void Nothing_measured_has_no_percentile() => Assert.Null(LatencyHistogram.None.Percentile(0.5));

    [Fact]
    public void What_takes_longer_than_is_told_apart_counts_as_the_longest() =>
        Assert.Equal(LatencyHistogram.Buckets - 1, LatencyHistogram.BucketOf(TimeSpan.FromDays(3)));

    [Fact]
    public void A_clock_that_went_back_counts_as_no_time() => Assert.Equal(0, LatencyHistogram.BucketOf(TimeSpan.FromSeconds(-1)));

    [Fact]
    public void Any_percentile_is_exact_to_two_percent() => Prop.ForAll(Latencies.ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (latencies, percent) =>
    {
        var exact = latencies.Order().ElementAt((int)Math.Ceiling(latencies.Length * percent / 100d) - 1);

        var told = Gathered(latencies).Percentile(percent / 100d)!.Value;

        return Math.Abs((told.TotalMilliseconds * 1_000) - exact.TotalMicroseconds) <= 1 + (exact.TotalMicroseconds * 0.02);
    }).Check(Cases.Usual);

    [Fact]
    public void What_was_added_can_be_taken_away_again() => Prop.ForAll(Latencies.ToArbitrary(), Latencies.ToArbitrary(), (before, since) =>
    {
        var (first, second) = (Gathered(before), Gathered(since));

        return first + second == Gathered(before.Concat(since)) && first + second - first == second;
    }).Check(Cases.Usual);

    private static LatencyHistogram Gathered(IEnumerable<TimeSpan> latencies)
    {
        var counts = new long[LatencyHistogram.Buckets];
        foreach (var latency in latencies)
        {
            counts[LatencyHistogram.BucketOf(latency)]++;
        }

        return LatencyHistogram.Of(counts);
    }
}
