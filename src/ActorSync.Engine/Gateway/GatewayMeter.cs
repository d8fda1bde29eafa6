using ActorSync.Core.Gateway;
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
    private long _throttledOnceKnown;
    private long _unconnected;
    private long _first429Ticks = long.MaxValue;
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
        ThrottledOnceKnown = Interlocked.Read(ref _throttledOnceKnown),
        Unconnected = Interlocked.Read(ref _unconnected),
        Use = GatewayUse.None with
        {
            BareThrottles = Interlocked.Read(ref _bareThrottles),
            TokenThrottles = Interlocked.Read(ref _tokenThrottles),
            Latencies = _latencies.Read(),
        },
    };

    /// <summary>Counts an attempt as it is sent, before <see cref="Core.Gateway.Delivery.Left"/>.</summary>
    internal void CountAttempt(ActorDelivery delivery)
    {
        Interlocked.Increment(ref delivery.Request.IsWrite ? ref _writes : ref _reads);
        var isRetry = delivery.Attempts > 0 && !delivery.WasThrottled;
        if (isRetry)
        {
            Interlocked.Increment(ref _retried);
        }

        if (!delivery.Request.IsUnforeseen && delivery.AttemptThatCounts == 0)
        {
            delivery.AttemptThatCounts = delivery.Attempts + 1;
            return;
        }

        Interlocked.Increment(ref _inVain);
        Interlocked.Add(ref _setbacks, delivery.WasThrottled ? 0 : 1); // What a 429 delayed is no second setback.
    }

    /// <summary>Counts that a request ends without having brought anybody further.</summary>
    internal void CountGivenUp(ActorDelivery delivery)
    {
        if (delivery.AttemptThatCounts > 0)
        {
            delivery.AttemptThatCounts = 0;
            Interlocked.Increment(ref _inVain);
        }
    }

    /// <summary>Counts that a request ends because it was too late to try it again: what was tried before was in vain.</summary>
    internal void CountTooLate(ActorDelivery delivery)
    {
        CountGivenUp(delivery);
        if (delivery.Attempts > 0 && !delivery.WasThrottled)
        {
            Interlocked.Increment(ref _retried);
        }
    }

    /// <summary>Counts that an attempt found no connection.</summary>
    internal void CountUnconnected() => Interlocked.Increment(ref _unconnected);

    /// <summary>Begins to measure the next attempt, which is on its way to a connection.</summary>
    internal AttemptWatch Watch(ActorDelivery delivery, TimeSpan begunAt, GatewayClock clock) =>
        new(_telemetry, _latencies, delivery.Request, _telemetry.StartAttempt(delivery.Request, delivery.Attempts + 1, delivery.Send.Span), begunAt, clock);

    /// <summary>Counts a 429.</summary>
    /// <param name="delivery">What was answered by it.</param>
    /// <param name="source">Where the pause comes from.</param>
    /// <param name="sentAt">When the attempt was sent; before the first 429 nobody could know better.</param>
    /// <param name="receivedAt">When the 429 was received.</param>
    internal void CountThrottle(ActorDelivery delivery, RetryAfterSource source, TimeSpan sentAt, TimeSpan receivedAt)
    {
        Interlocked.Increment(ref _throttled);
        if (delivery.AttemptThatCounts == delivery.Attempts)
        {
            CountGivenUp(delivery);
        }

        Interlocked.CompareExchange(ref _first429Ticks, receivedAt.Ticks, long.MaxValue);
        if (sentAt.Ticks > Interlocked.Read(ref _first429Ticks))
        {
            Interlocked.Increment(ref _throttledOnceKnown);
        }

        if (source == RetryAfterSource.Guess)
        {
            Interlocked.Increment(ref _bareThrottles);
        }

        _telemetry.Throttled(source);
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
