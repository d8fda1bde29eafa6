using System.Collections.Immutable;

namespace ActorSync.Engine.Gateway;

/// <summary>Counts what leaves, on whatever thread it leaves, so that the figures are true even while requests are under way.</summary>
public sealed class GatewayMeter
{
    private const int LastStatus = 599;

    private readonly long[] _byStatus = new long[LastStatus + 1];
    private long _reads;
    private long _writes;
    private long _tokens;
    private long _throttled;
    private long _bareThrottled;
    private long _retried;
    private long _ambiguous;
    private long _latencyTicks;

    /// <summary>The figures at this moment.</summary>
    public GatewayCounters Snapshot()
    {
        var byStatus = ImmutableSortedDictionary.CreateBuilder<int, long>();
        for (var status = 0; status <= LastStatus; status++)
        {
            if (Interlocked.Read(ref _byStatus[status]) is > 0 and var count)
            {
                byStatus.Add(status, count);
            }
        }

        return new GatewayCounters(
            Interlocked.Read(ref _reads),
            Interlocked.Read(ref _writes),
            Interlocked.Read(ref _tokens),
            Interlocked.Read(ref _throttled),
            Interlocked.Read(ref _bareThrottled),
            Interlocked.Read(ref _retried),
            Interlocked.Read(ref _ambiguous),
            byStatus.ToImmutable(),
            TimeSpan.FromTicks(Interlocked.Read(ref _latencyTicks)));
    }

    internal void CountAttempt(bool isWrite, bool isRetry)
    {
        Interlocked.Increment(ref isWrite ? ref _writes : ref _reads);
        if (isRetry)
        {
            Interlocked.Increment(ref _retried);
        }
    }

    internal void CountAnswer(int status, TimeSpan latency)
    {
        Interlocked.Increment(ref _byStatus[Math.Clamp(status, 0, LastStatus)]);
        Interlocked.Add(ref _latencyTicks, latency.Ticks);
    }

    internal void CountThrottle(bool isBare)
    {
        Interlocked.Increment(ref _throttled);
        if (isBare)
        {
            Interlocked.Increment(ref _bareThrottled);
        }
    }

    internal void CountToken() => Interlocked.Increment(ref _tokens);

    internal void CountAmbiguous() => Interlocked.Increment(ref _ambiguous);
}
