using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Says how long the requests to come still need, from what the gateway may send now and what it sent in the last minute.</summary>
/// <remarks>
/// A limit that changes shows at once where the gateway knows its allowance, and within <see cref="Window"/> where only the requests
/// sent tell. Mutable and confined to one display.
/// </remarks>
public sealed class TimeLeft
{
    /// <summary>How far back the requests sent tell the rate.</summary>
    public static readonly Duration Window = Duration.FromMinutes(1);

    /// <summary>Requests sent over less than this tell nothing where an allowance is known.</summary>
    public static readonly Duration ShortestMeasure = Duration.FromSeconds(10);

    // Where so many requests could have gone and none did, no rate tells when the next one does.
    private const double ClearlyNone = 3;

    // Below this share of its allowance a run is held up by something else: the target's own speed, or answers that are lost.
    private const double ShareWhenPaced = 0.9;

    private readonly Queue<(Instant At, long Sent)> _pictures = new();
    private double? _lastRate;

    /// <summary>How long a number of requests needs at a rate, or null where the rate is none.</summary>
    public static Duration? Of(long requests, double? perMinute) =>
        perMinute is > 0 ? Duration.FromMinutes(Math.Max(0, requests) / perMinute.Value) : null;

    /// <summary>Takes a picture in and says how long is left, or null while nothing can be said.</summary>
    /// <param name="now">When the picture was taken; never before the last one.</param>
    /// <param name="sent">Requests sent so far.</param>
    /// <param name="toCome">Requests still to send.</param>
    /// <param name="allowedPerMinute">What the gateway may send a minute now, all tokens together, or null where it knows no limit.</param>
    /// <param name="pausedUntil">When the target's pause ends that keeps everything back, or null.</param>
    public Duration? Take(Instant now, long sent, long toCome, double? allowedPerMinute, Instant? pausedUntil)
    {
        var pause = pausedUntil > now ? pausedUntil.Value - now : Duration.Zero;
        if (pause > Duration.Zero && allowedPerMinute is not null)
        {
            _pictures.Clear(); // A known allowance holds again after the pause, whatever little was sent around it.
        }

        _pictures.Enqueue((now, sent));
        while (now - _pictures.Peek().At > Window)
        {
            _pictures.Dequeue();
        }

        _lastRate = Rate(now, sent, allowedPerMinute) ?? _lastRate;
        return Of(toCome, _lastRate) + pause;
    }

    private double? Rate(Instant now, long sent, double? allowed)
    {
        var (since, before) = _pictures.Peek();
        var span = now - since;
        double? measured = span > Duration.Zero && sent > before ? (sent - before) / span.TotalMinutes : null;
        if (measured is null && span >= ShortestMeasure && (allowed ?? _lastRate) * span.TotalMinutes >= ClearlyNone)
        {
            return 0;
        }

        return allowed is not { } limit ? measured
            : span >= ShortestMeasure && (measured ?? 0) < limit * ShareWhenPaced ? measured ?? limit
            : limit;
    }
}
