using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Tests.Runs;

/// <summary>A run against a target that lets a share of all requests fail in passing, on a clock of its own: what is sent when, and what it foretells on its way.</summary>
/// <remarks>Half of what fails is applied before its answer is lost. A write that fails is in doubt: it is looked for at once, after 2 and after 4 s, and sent again.</remarks>
internal sealed class FaultyRun
{
    private const int Window = 64;
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly double[] Looks = [0, 2, 4];

    private readonly Random _random;
    private readonly int _people;
    private readonly double _share;
    private readonly double _perMinute;
    private readonly PriorityQueue<Action, (double At, int Order)> _events = new();
    private readonly Queue<Action> _urgent = new();
    private readonly Queue<Action> _ordinary = new();
    private readonly List<(double Done, double End)> _foretold = [];
    private double _now;
    private int _order;
    private int _admitted;
    private int _finished;
    private RequestCounts _counter = RequestCounts.None with { Reads = 7 };

    private FaultyRun(int seed, int people, double share, double perMinute) =>
        (_random, _people, _share, _perMinute) = (new Random(seed), people, share, perMinute);

    private int Waiting => _admitted - _finished - _urgent.Count - _ordinary.Count;

    /// <summary>Each look at it: the share of the people who were done, and how far off the end was that it foretold, negative for too early.</summary>
    public static IReadOnlyList<(double Done, double Off)> Go(int seed, int people, double share, double perMinute)
    {
        var run = new FaultyRun(seed, people, share, perMinute);
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
                _finished++;
                Admit();
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
            _finished++;
            Admit();
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

    private (bool HasFailed, bool IsLost) Fate()
    {
        var draw = _random.NextDouble();
        return (draw < _share, draw < _share / 2);
    }

    private void After(double seconds, Action send) => _events.Enqueue(() => _urgent.Enqueue(send), (_now + seconds, _order++));

    private void Count(bool isWrite, bool inVain) => _counter += RequestCounts.None with
    {
        Reads = isWrite ? 0 : 1,
        Writes = isWrite ? 1 : 0,
        InVain = inVain ? 1 : 0,
        Setbacks = inVain ? 1 : 0,
    };
}
