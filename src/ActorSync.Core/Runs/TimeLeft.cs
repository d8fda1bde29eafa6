using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Says how long the requests to come still need, from what the gateway may send now and what it sent in the last minute.</summary>
/// <remarks>
/// A limit that changes shows at once where the gateway knows its allowance, and within <see cref="Window"/> where only the requests
/// sent tell. A wait that is short is part of the pace, since more of its kind are to be expected; a long one is cut out of what is
/// measured, and where long ones keep coming, as much waiting is put on top: see <see cref="RecurringWaits"/>. Where writes come to be in doubt,
/// the last ones wait for a look when nothing else is left to send, and that comes on top as well: see <see cref="DoubtWaits"/>. Mutable and
/// confined to one display.
/// </remarks>
public sealed class TimeLeft
{
    /// <summary>How far back the requests sent tell the rate; long waits do not count.</summary>
    public static readonly Duration Window = Duration.FromMinutes(1);

    /// <summary>Requests sent over less than this tell nothing where another rate is known.</summary>
    public static readonly Duration ShortestMeasure = Duration.FromSeconds(10);

    /// <summary>From this length on a wait for a pause, the login or the target says nothing of the pace without it.</summary>
    public static readonly Duration LongWait = Duration.FromSeconds(10);

    // Where so many requests could have gone and none did, no rate tells when the next one does.
    private const double ClearlyNone = 3;

    // Below this share of its allowance a run is held up by something else: the target's own speed, or answers that are lost.
    private const double ShareWhenPaced = 0.9;

    private readonly Queue<Picture> _pictures = new();
    private readonly RecurringWaits _longWaits = new();
    private readonly DoubtWaits _doubtWaits = new();
    private Picture? _waitsSince;
    private Duration _timeCut;
    private long _sentCut;
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
    /// <param name="isAway">Whether the login or the target is away, and everything waits for it.</param>
    /// <param name="doubts">Writes so far whose outcome was in doubt.</param>
    /// <param name="waiting">Users who wait for another try, or for the next look at such a write, while others go on.</param>
    public Duration? Take(
        Instant now, long sent, long toCome, double? allowedPerMinute, Instant? pausedUntil, bool isAway, long doubts, long waiting)
    {
        var pause = pausedUntil > now ? pausedUntil.Value - now : Duration.Zero;
        var waits = isAway || pause > Duration.Zero;
        var picture = WithoutLongWaits(new Picture(now - _timeCut, sent - _sentCut), waits, mayTry: isAway);
        if (!waits || _pictures.Count == 0)
        {
            _pictures.Enqueue(picture);
        }

        while (picture.At - _pictures.Peek().At > Window && _pictures.Count > 1)
        {
            _pictures.Dequeue();
        }

        _lastRate = Rate(picture, allowedPerMinute) ?? _lastRate;
        _doubtWaits.Take(picture.At, picture.Sent, doubts, waits ? 0 : waiting);
        return (Of(toCome, _lastRate) * (1 + _longWaits.Share(picture.At))) + _doubtWaits.AtTheEnd(toCome, waiting) + pause;
    }

    /// <summary>The picture as if there had been no long wait: while one lasts it stands still where it began.</summary>
    /// <param name="picture">The picture, without the long waits before.</param>
    /// <param name="waits">Whether it was taken while everything waited.</param>
    /// <param name="mayTry">Whether tries are sent in such a wait; in a pause nothing is, so that whatever was sent has ended one.</param>
    private Picture WithoutLongWaits(Picture picture, bool waits, bool mayTry)
    {
        if (_waitsSince is not { } since)
        {
            _waitsSince = waits ? picture : null;
            return picture;
        }

        var isLong = picture.At - since.At >= LongWait;
        var goesOn = waits && (mayTry || picture.Sent == since.Sent);
        if (isLong && !goesOn)
        {
            var length = picture.At - since.At;
            _longWaits.Add(since.At, length);
            (_timeCut, _sentCut) = (_timeCut + length, _sentCut + (picture.Sent - since.Sent));
        }

        var shown = isLong ? since : picture;
        _waitsSince = goesOn ? since : waits ? shown : null;
        return shown;
    }

    private double? Rate(Picture picture, double? allowed)
    {
        var (since, before) = _pictures.Peek();
        var span = picture.At - since;
        double? measured = span > Duration.Zero && picture.Sent > before ? (picture.Sent - before) / span.TotalMinutes : null;
        var tells = span >= ShortestMeasure;
        if (measured is null && tells && (allowed ?? _lastRate) * span.TotalMinutes >= ClearlyNone)
        {
            return 0;
        }

        if (allowed is not { } limit)
        {
            return tells || _lastRate is null ? measured : null;
        }

        return tells && measured < limit * ShareWhenPaced ? measured : limit;
    }

    private readonly record struct Picture(Instant At, long Sent);
}
