using ActorSync.Core.Pacing;
using ActorSync.Sandbox.Limits;
using NodaTime;

namespace ActorSync.Benchmarks.Pacing;

/// <summary>Drives a <see cref="RateBudget"/> against the sandbox's windows in virtual time: hours pass in milliseconds, and the same seed gives the same run.</summary>
/// <remarks>
/// Requests wait all the time. A request takes 20 to 60 ms to the target and as long back, and one in fifty takes up to half a second longer; timers are up to 8 ms late.
/// The target answers a refused request with a wait in whole seconds, rounded up.
/// </remarks>
public sealed class PacingSimulation
{
    private const string Route = "PATCH /api/v2/users/{id}/routingskills/bulk";

    private static readonly Instant Epoch = Instant.FromUtc(2026, 3, 1, 12, 0);

    private readonly PriorityQueue<(Ticket Ticket, TimeSpan SentAt, bool IsAtTarget, TimeSpan Wait), (TimeSpan, long)> _events = new();
    private readonly RateBudget _budget;
    private readonly IRequestWindow[] _windows;
    private readonly Random _random;
    private readonly List<SimulatedSend> _sends = [];
    private readonly LanePause[] _pauses;
    private long _order;

    /// <summary>A run that has not begun.</summary>
    /// <param name="rules">The configured pace.</param>
    /// <param name="windows">The target's windows, one a token.</param>
    /// <param name="seed">Chooses the latencies.</param>
    public PacingSimulation(PacingRules rules, IReadOnlyList<IRequestWindow> windows, int seed)
    {
        _budget = new RateBudget(rules, windows.Count);
        _windows = [.. windows];
        _pauses = new LanePause[windows.Count];
        _random = new Random(seed);
        for (var lane = 0; lane < windows.Count; lane++)
        {
            _budget.Open(lane);
        }
    }

    /// <summary>Everything that was sent so far, in the order in which the target saw it.</summary>
    public IReadOnlyList<SimulatedSend> Sends => _sends;

    /// <summary>The time of the run.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>What the budget allows in a minute at present.</summary>
    public double? AllowedPerMinute => _budget.AllowedPerMinute;

    /// <summary>Goes on until <paramref name="end"/>.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (Now < end)
        {
            var wakeUp = Pump(Now) ?? end;
            var next = _events.TryPeek(out _, out var at) && at.Item1 <= wakeUp ? at.Item1 : wakeUp + TimeSpan.FromMilliseconds(_random.NextDouble() * 8);
            Now = next > Now ? next : Now;
            while (_events.TryPeek(out _, out at) && at.Item1 <= Now)
            {
                Handle(_events.Dequeue());
            }
        }
    }

    private TimeSpan? Pump(TimeSpan now)
    {
        while (true)
        {
            switch (_budget.Decide(now))
            {
                case PermitDecision.Granted granted:
                    var ticket = _budget.Take(granted.Lane, Route, now);
                    Schedule(now + Way(), (ticket, now, true, default));
                    break;
                case PermitDecision.WaitUntil wait:
                    return wait.At;
                default:
                    return null;
            }
        }
    }

    private void Handle((Ticket Ticket, TimeSpan SentAt, bool IsAtTarget, TimeSpan Wait) happened)
    {
        var (ticket, sentAt, isAtTarget, wait) = happened;
        if (isAtTarget)
        {
            var window = _windows[ticket.Lane];
            var asked = window.WaitAt(Now);
            if (asked <= TimeSpan.Zero)
            {
                window.Take(Now);
            }

            _sends.Add(new SimulatedSend(ticket.Lane, sentAt, Now, asked > TimeSpan.Zero));
            Schedule(Now + Way(), (ticket, sentAt, false, asked));
            return;
        }

        if (wait <= TimeSpan.Zero)
        {
            _pauses[ticket.Lane] = _pauses[ticket.Lane].Answered(sentAt);
            _budget.End(ticket, new AttemptReport.Answered(sentAt, Now));
            return;
        }

        var seconds = Math.Max(1, Math.Ceiling(wait.TotalSeconds));
        var retryAfter = RetryAfter.Read(seconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture), date: null, Epoch);
        _pauses[ticket.Lane] = _pauses[ticket.Lane].Throttled(retryAfter, Now);
        _budget.End(ticket, new AttemptReport.Throttled(sentAt, Now, retryAfter, _pauses[ticket.Lane].Until, Limit: null));
    }

    private void Schedule(TimeSpan at, (Ticket Ticket, TimeSpan SentAt, bool IsAtTarget, TimeSpan Wait) happens) => _events.Enqueue(happens, (at, ++_order));

    private TimeSpan Way()
    {
        var milliseconds = 20 + (_random.NextDouble() * 40);
        return TimeSpan.FromMilliseconds(_random.Next(50) == 0 ? milliseconds + (_random.NextDouble() * 500) : milliseconds);
    }
}
