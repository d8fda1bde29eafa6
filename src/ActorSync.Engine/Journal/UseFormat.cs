using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>How a gateway's use of its allowance stands in a payload, version 1; histograms keep only the buckets that are not empty.</summary>
internal static class UseFormat
{
    /// <summary>Writes it.</summary>
    public static void Write(PayloadWriter to, GatewayUse use)
    {
        to.Signed(use.Sent);
        to.Signed(BitConverter.DoubleToInt64Bits(use.Allowed));
        to.Signed(use.Worked.BclCompatibleTicks);
        to.Signed(use.InPause.BclCompatibleTicks);
        to.Signed(use.BareThrottles);
        to.Signed(use.TokenThrottles);
        UserFormat.WriteAll(to, [.. use.Latencies.ByRoute], static (to, route) =>
        {
            to.Text(route.Key);
            Write(to, route.Value);
        });
    }

    /// <summary>Reads it.</summary>
    public static GatewayUse Read(PayloadReader from) => new()
    {
        Sent = from.Signed(),
        Allowed = BitConverter.Int64BitsToDouble(from.Signed()),
        Worked = Duration.FromTicks(from.Signed()),
        InPause = Duration.FromTicks(from.Signed()),
        BareThrottles = from.Signed(),
        TokenThrottles = from.Signed(),
        Latencies = RouteLatencies.Of(UserFormat.ReadAll(from, static from => KeyValuePair.Create(from.Text(), ReadLatencies(from)))),
    };

    private static void Write(PayloadWriter to, LatencyHistogram latencies)
    {
        (int Bucket, long Count)[] filled = [.. latencies.Counts.Select((count, bucket) => (bucket, count)).Where(entry => entry.count != 0)];
        UserFormat.WriteAll(to, [.. filled], static (to, entry) =>
        {
            to.Count(entry.Bucket);
            to.Signed(entry.Count);
        });
    }

    private static LatencyHistogram ReadLatencies(PayloadReader from)
    {
        var counts = new long[LatencyHistogram.Buckets];
        foreach (var (bucket, count) in UserFormat.ReadAll(from, static from => (from.Small(), from.Signed())))
        {
            counts[bucket < counts.Length ? bucket : throw from.Damaged($"{bucket} is no bucket")] = count;
        }

        return LatencyHistogram.Of(counts);
    }
}
