using System.Collections.Immutable;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Gateway;

/// <summary>Proves of both logs that no send of a token began after a 429 was received and before its instant.</summary>
/// <remarks>
/// The client's instants say what it knew when; the target's own record of the same request says how long the pause had to
/// be, and that the client's instants are true. A request that had begun when a 429 came is in flight, and told apart.
/// </remarks>
internal sealed class PauseProof
{
    private readonly int _attempts;
    private readonly int _requests;
    private readonly ImmutableArray<Exchange> _exchanges;
    private readonly ImmutableArray<Exchange> _throttled;
    private readonly int _undated;
    private readonly ImmutableArray<Exchange> _early;
    private readonly ImmutableArray<Exchange> _inFlight;

    /// <summary>Joins the logs of one run.</summary>
    public PauseProof(ImmutableArray<Attempt> attempts, ImmutableArray<TargetRequest> requests)
    {
        _attempts = attempts.Length;
        _requests = requests.Length;
        _exchanges = [.. Exchange.Join(attempts, requests).OrderBy(each => each.Sent.SentAt)];
        _undated = _exchanges.Count(each => each.Received is { IsThrottled: true, RetryAfter: null });
        _throttled = [.. _exchanges.Where(each => each.Received is { IsThrottled: true, RetryAfter: not null }).OrderBy(each => each.Sent.AnsweredAt)];
        _early = [.. _exchanges.Where(IsEarly)];
        _inFlight = [.. _exchanges.Where(IsInFlight)];
        Pauses = CountPauses();
    }

    /// <summary>How many pauses there were; 429s that come within one belong to it.</summary>
    public int Pauses { get; }

    /// <summary>The claims.</summary>
    public IEnumerable<Check> Checks()
    {
        yield return new Check("429s were met", !_throttled.IsEmpty, Figures.Count(_throttled.Length));
        yield return Check.Equal("every request stands in both logs (client, target, joined)", _attempts, _requests, _exchanges.Length);
        var strange = _exchanges.Count(each => !each.Agrees);
        yield return new Check("both sides agree on every answer and on the order of its instants", strange == 0, $"{Figures.Count(strange)} do not");
        yield return new Check("every 429 said how long to wait", _undated == 0, $"{Figures.Count(_undated)} did not");
        yield return new Check(
            "no send began after a 429 was received and before its instant",
            _early.IsEmpty,
            $"{Figures.Count(_early.Length)} early of {Figures.Count(_exchanges.Length)} sends; {Figures.Count(_inFlight.Length)} were in flight already");
    }

    /// <summary>Figures for information.</summary>
    public IEnumerable<Figure> Table()
    {
        yield return new Figure("429s, in pauses", $"{Figures.Count(_throttled.Length)} in {Figures.Count(Pauses)}");
        yield return new Figure("in flight when a 429 was received", Figures.Count(_inFlight.Length));
        yield return new Figure("latest to reach the target after it had answered a 429", Figures.One(LatestOnItsWay().TotalMilliseconds, "ms"));
        if (FirstAfterPauses() is { IsEmpty: false } waits)
        {
            yield return new Figure(
                "first send after the instant, least and most", $"{Figures.One(waits.Min().TotalMilliseconds, "ms")}, {Figures.One(waits.Max().TotalMilliseconds, "ms")}");
        }
    }

    private bool IsEarly(Exchange each) => _throttled.Any(throttled => IsSameToken(each, throttled) && each.Sent.SentAt >= throttled.Sent.AnsweredAt && each.Sent.SentAt < throttled.PauseEnd);

    private bool IsInFlight(Exchange each) => _throttled.Any(throttled =>
        throttled != each && IsSameToken(each, throttled) && each.Sent.SentAt < throttled.Sent.AnsweredAt && each.Sent.AnsweredAt > throttled.Sent.AnsweredAt);

    /// <summary>By how much the last of those on their way came too late; what left after the receipt of the 429 would come later still.</summary>
    private TimeSpan LatestOnItsWay() => _throttled
        .SelectMany(throttled => _inFlight.Where(each => IsSameToken(each, throttled) && each.Sent.SentAt < throttled.Sent.AnsweredAt).Select(each => each.Received.ReceivedAt - throttled.Received.AnsweredAt!.Value))
        .Append(TimeSpan.Zero)
        .Max();

    private static bool IsSameToken(Exchange one, Exchange other) => one.Received.Token == other.Received.Token;

    private int CountPauses()
    {
        var count = 0;
        var end = DateTimeOffset.MinValue;
        foreach (var throttled in _throttled)
        {
            if (throttled.Sent.AnsweredAt >= end)
            {
                count++;
            }

            end = throttled.PauseEnd > end ? throttled.PauseEnd : end;
        }

        return count;
    }

    /// <summary>How long after the end of each pause the next send began; of the pauses that had a next send.</summary>
    private ImmutableArray<TimeSpan> FirstAfterPauses()
    {
        var waits = ImmutableArray.CreateBuilder<TimeSpan>();
        for (var index = 0; index < _throttled.Length; index++)
        {
            var end = _throttled[..(index + 1)].Max(each => each.PauseEnd);
            var isLast = index + 1 == _throttled.Length || _throttled[index + 1].Sent.AnsweredAt >= end;
            if (isLast && _exchanges.FirstOrDefault(each => each.Sent.SentAt >= end) is { } first)
            {
                waits.Add(first.Sent.SentAt - end);
            }
        }

        return waits.ToImmutable();
    }
}
