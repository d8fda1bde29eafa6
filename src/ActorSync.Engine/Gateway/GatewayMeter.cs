using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Gateway;

/// <summary>Counts what leaves, on whatever thread it leaves, so that the figures are true even while requests are under way.</summary>
public sealed class GatewayMeter
{
    private readonly GatewayTelemetry _telemetry;
    private readonly RouteClocks _latencies = new();

    private long _reads;
    private long _writes;
    private long _tokens;
    private long _throttled;
    private long _retried;
    private long _ambiguous;
    private long _inVain;
    private long _setbacks;
    private long _lastSetbackTicks = long.MinValue;
    private long _bareThrottles;
    private long _tokenThrottles;

    internal GatewayMeter(GatewayTelemetry telemetry) => _telemetry = telemetry;

    /// <summary>All attempts so far but those at the token endpoint.</summary>
    public long Sent => Interlocked.Read(ref _reads) + Interlocked.Read(ref _writes);

    /// <summary>The figures at this moment; what was allowed is not known here.</summary>
    public GatewayCounters Snapshot() => new(
        Interlocked.Read(ref _reads),
        Interlocked.Read(ref _writes),
        Interlocked.Read(ref _tokens),
        Interlocked.Read(ref _throttled),
        Interlocked.Read(ref _retried),
        Interlocked.Read(ref _ambiguous))
    {
        InVain = Interlocked.Read(ref _inVain),
        Setbacks = Interlocked.Read(ref _setbacks),
        Use = GatewayUse.None with
        {
            BareThrottles = Interlocked.Read(ref _bareThrottles),
            TokenThrottles = Interlocked.Read(ref _tokenThrottles),
            Latencies = _latencies.Read(),
        },
    };

    internal void CountAttempt(TargetRequest request, bool isRetry)
    {
        Interlocked.Increment(ref request.IsWrite ? ref _writes : ref _reads);
        if (isRetry)
        {
            Interlocked.Increment(ref _retried);
        }

        if (isRetry || request.IsUnforeseen)
        {
            Interlocked.Increment(ref _inVain);
            Interlocked.Increment(ref _setbacks);
        }
    }

    /// <summary>Begins to measure an attempt that was just sent.</summary>
    internal AttemptWatch Watch(Delivery delivery, TimeSpan sentAt, GatewayClock clock) =>
        new(_telemetry, _latencies, delivery.Request, _telemetry.StartAttempt(delivery.Request, delivery.Attempts, delivery.Send.Span), sentAt, clock);

    /// <summary>Counts a 429.</summary>
    /// <param name="request">What was answered by it.</param>
    /// <param name="source">Where the pause comes from.</param>
    /// <param name="sentAt">When the attempt was sent; one that was under way when an earlier 429 came tells nothing new.</param>
    /// <param name="receivedAt">When the 429 was received.</param>
    internal void CountThrottle(TargetRequest request, RetryAfterSource source, TimeSpan sentAt, TimeSpan receivedAt)
    {
        Interlocked.Increment(ref _throttled);
        if (!request.IsUnforeseen)
        {
            Interlocked.Increment(ref _inVain); // An attempt of an unforeseen request counts already.
            if (IsAnew(sentAt, receivedAt))
            {
                Interlocked.Increment(ref _setbacks);
            }
        }

        if (source == RetryAfterSource.Guess)
        {
            Interlocked.Increment(ref _bareThrottles);
        }

        _telemetry.Throttled(source);
    }

    private bool IsAnew(TimeSpan sentAt, TimeSpan receivedAt)
    {
        var last = Interlocked.Read(ref _lastSetbackTicks);
        return sentAt.Ticks > last && Interlocked.CompareExchange(ref _lastSetbackTicks, receivedAt.Ticks, last) == last;
    }

    internal void CountToken()
    {
        Interlocked.Increment(ref _tokens);
        _telemetry.TokenAsked();
    }

    internal void CountTokenThrottle()
    {
        Interlocked.Increment(ref _tokenThrottles);
        _telemetry.TokenThrottled();
    }

    internal void CountAmbiguous()
    {
        Interlocked.Increment(ref _ambiguous);
        _telemetry.InDoubt();
    }
}
