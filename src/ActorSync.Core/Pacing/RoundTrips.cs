namespace ActorSync.Core.Pacing;

/// <summary>How long answers take, and what that says about when the target counted a request.</summary>
/// <param name="window">The length of the target's window.</param>
internal sealed class RoundTrips(TimeSpan window)
{
    /// <summary>One answer moves the measured latency by this part of the difference.</summary>
    private const int LatencyWeight = 10;

    /// <summary>The shortest latency seen is forgotten by this part with each answer, since the way to the target may change.</summary>
    private const int ShortestForgets = 1_000;

    private TimeSpan _shortest = TimeSpan.MaxValue;
    private TimeSpan? _measuredSince;

    /// <summary>The measured time from send to answer, smoothed.</summary>
    public TimeSpan Latency { get; private set; } = RateBudget.AssumedLatency;

    /// <summary>Notes an answer, and gives the latest time at which the target can have counted its request: what its way took beyond the shortest way may have been spent before.</summary>
    public TimeSpan CountedBy(TimeSpan sentAt, TimeSpan answeredAt)
    {
        var latency = answeredAt - sentAt;
        Latency += (latency - Latency) / LatencyWeight;
        _shortest = latency < _shortest ? latency : _shortest + (_shortest / ShortestForgets);
        _measuredSince ??= sentAt;

        // In the first window the shortest way is not known yet: all of the latency may have been spent before.
        var known = answeredAt - _measuredSince > window ? _shortest : TimeSpan.Zero;
        var late = latency > known ? latency - known : TimeSpan.Zero;
        var most = PacingRules.ArrivalSpread(window);
        return sentAt + (late < most ? late : most);
    }
}
