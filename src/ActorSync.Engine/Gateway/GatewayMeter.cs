namespace ActorSync.Engine.Gateway;

/// <summary>Counts what leaves, on whatever thread it leaves, so that the figures are true even while requests are under way.</summary>
public sealed class GatewayMeter
{
    private long _reads;
    private long _writes;
    private long _tokens;
    private long _throttled;
    private long _retried;
    private long _ambiguous;

    /// <summary>The figures at this moment.</summary>
    public GatewayCounters Snapshot() => new(
        Interlocked.Read(ref _reads),
        Interlocked.Read(ref _writes),
        Interlocked.Read(ref _tokens),
        Interlocked.Read(ref _throttled),
        Interlocked.Read(ref _retried),
        Interlocked.Read(ref _ambiguous));

    internal void CountAttempt(bool isWrite, bool isRetry)
    {
        Interlocked.Increment(ref isWrite ? ref _writes : ref _reads);
        if (isRetry)
        {
            Interlocked.Increment(ref _retried);
        }
    }

    internal void CountThrottle() => Interlocked.Increment(ref _throttled);

    internal void CountToken() => Interlocked.Increment(ref _tokens);

    internal void CountAmbiguous() => Interlocked.Increment(ref _ambiguous);
}
