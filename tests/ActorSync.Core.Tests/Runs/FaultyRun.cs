using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

/// <summary>A run against a target that lets a share of all requests fail in passing, on a clock of its own: what is sent when, and what it foretells on its way.</summary>
/// <remarks>
/// Half of what fails is applied before its answer is lost. A write that fails is in doubt: it is looked for at once and after each of the waits of
/// <see cref="ReadBack"/>, and sent again. Who is done waits for the journal before another one is let in.
/// </remarks>
internal sealed class FaultyRun
{
    private const int Window = 64;
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly double[] Looks = [0, .. ReadBack.Waits.Select(wait => wait.TotalSeconds)];

    private readonly Random _random;
    private readonly int _people;
    private readonly double _share;
    private readonly double _perMinute;
    private readonly double _journal;
    private readonly int? _failing;
    private readonly PriorityQueue<Action, (double At, int Order)> _events = new();
    private readonly Queue<Action> _urgent = new();
    private readonly Queue<Action> _ordinary = new();
    private readonly List<(double Done, double End)> _foretold = [];
    private double _now;
    private int _order;
    private int _admitted;
    private int _finished;
    private int _sent;
    private RequestCounts _counter = RequestCounts.None with { Reads = 7 };

    private FaultyRun(int seed, int people, double share, double perMinute, double journal, int? failing) =>
        (_random, _people, _share, _perMinute, _journal, _failing) = (new Random(seed), people, share, perMinute, journal, failing);

    // As a display counts them: whoever asks nothing, once any write was in doubt.
    private int Waiting => _counter.Ambiguous == 0 ? 0 : _admitted - _finished - _urgent.Count - _ordinary.Count;

    /// <summary>Each look at it: the share of the people who were done, and how far off the end was that it foretold, negative for too early.</summary>
    /// <param name="seed">Decides what fails.</param>
    /// <param name="people">How many need a write.</param>
    /// <param name="share">The share of the requests that fail.</param>
    /// <param name="perMinute">The pace.</param>
    /// <param name="journal">How long the journal takes, in seconds.</param>
    /// <param name="failing">The one request that fails whatever the share is, counted from 1; null for none.</param>
    public static IReadOnlyList<(double Done, double Off)> Go(int seed, int people, double share, double perMinute, double journal, int? failing = null)
    {
        var run = new FaultyRun(seed, people, share, perMinute, journal, failing);
        run.ToTheEnd();
        return [.. run._foretold.Select(look => (look.Done, (look.End - run._now) / run._now))];
    }

    private void ToTheEnd()
    {
        var forecast = RequestForecast.Make(_counter, _counter, 0, _people, readsPerUser: 1);
        var left = new TimeLeft();
        Look(forecast, left);
        Admit();
        for (var (nextSend, nextLook) = (0.0, 1.0); _finished < _people;)
        {
            var send = _urgent.Count + _ordinary.Count > 0 ? Math.Max(_now, nextSend) : double.MaxValue;
            var happens = _events.TryPeek(out _, out var first) ? first.At : double.MaxValue;
            _now = Math.Min(nextLook, Math.Min(send, happens));
            if (_now == nextLook)
            {
                nextLook++;
                Look(forecast, left);
            }
            else if (_now == happens)
            {
                _events.Dequeue()();
            }
            else
            {
                nextSend = _now + (60 / _perMinute);
                (_urgent.Count > 0 ? _urgent : _ordinary).Dequeue()();
            }
        }
    }

    private void Look(RequestForecast forecast, TimeLeft left)
    {
        var toCome = forecast.ToComeAfter(_counter, _people - _finished, Waiting);
        var time = left.Take(Start + Duration.FromSeconds(_now), _counter.Sent, toCome, _perMinute, null, isAway: false, _counter.Ambiguous, Waiting);
        _foretold.Add(((double)_finished / _people, _now + time!.Value.TotalSeconds));
    }

    private void Admit()
    {
        while (_admitted < _people && _admitted - _finished < Window)
        {
            _admitted++;
            _ordinary.Enqueue(() => Write(isRepeat: false));
        }
    }

    private void Write(bool isRepeat)
    {
        Count(isWrite: true, inVain: isRepeat);
        switch (Fate())
        {
            case (false, _):
                Record();
                break;
            case (_, var isApplied):
                _counter = _counter with { Ambiguous = _counter.Ambiguous + 1 };
                WaitAndLook(0, isApplied);
                break;
        }
    }

    private void WaitAndLook(int look, bool isApplied) => After(Looks[look], () => Read(look, isApplied));

    private void Read(int look, bool isApplied)
    {
        Count(isWrite: false, inVain: true);
        var (hasFailed, isLost) = Fate();
        if (hasFailed)
        {
            After(isLost ? 0.2 : 3, () => Read(look, isApplied));
        }
        else if (isApplied)
        {
            Record();
        }
        else if (look + 1 < Looks.Length)
        {
            WaitAndLook(look + 1, isApplied);
        }
        else
        {
            _urgent.Enqueue(() => Write(isRepeat: true));
        }
    }

    private void Record() => Schedule(_journal, () =>
    {
        _finished++;
        Admit();
    });

    private (bool HasFailed, bool IsLost) Fate()
    {
        if (++_sent == _failing)
        {
            return (true, false);
        }

        var draw = _random.NextDouble();
        return (draw < _share, draw < _share / 2);
    }

    private void After(double seconds, Action send) => Schedule(seconds, () => _urgent.Enqueue(send));

    private void Schedule(double seconds, Action happens) => _events.Enqueue(happens, (_now + seconds, _order++));

    private void Count(bool isWrite, bool inVain) => _counter += RequestCounts.None with
    {
        Reads = isWrite ? 0 : 1,
        Writes = isWrite ? 1 : 0,
        InVain = inVain ? 1 : 0,
        Setbacks = inVain ? 1 : 0,
    };
}
