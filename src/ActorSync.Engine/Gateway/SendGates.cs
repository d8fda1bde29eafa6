using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>The interlock before every send: after a 429 was received on any thread, no send that shares its limit begins on another before its instant.</summary>
/// <remarks>
/// The gateway hears of a 429 by a message, after it was received; permits granted meanwhile are stopped here. Both
/// instants are read under the lock, so their order in the log is the order in which things happened. While the body of a 429 is still
/// being read, nobody knows which limit it names: its token and its route are both shut. All gates are shut while the process has no right to send.
/// </remarks>
internal sealed class SendGates(GatewayClock clock, int lanes, ISendRight? right = null)
{
    /// <summary>How often a gate is tried whose 429 is still being read.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a send waits until the answers are seen whose heads have come: no more than a change of threads lies between, where a head comes whole.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(20);

    /// <summary>A head that has been coming for so long comes in pieces, and sets no connection free: nobody waits for it.</summary>
    private static readonly TimeSpan SlowHead = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LanePause[] _lanes = new LanePause[lanes];
    private readonly int[] _lanesBeingRead = new int[lanes];
    private readonly Dictionary<string, int> _routesBeingRead = [];
    private long _readings;
    private readonly List<(Departure Departure, TimeSpan Since)> _answersComing = [];
    private readonly Dictionary<string, LanePause> _limits = [];
    private readonly Dictionary<string, HashSet<string>> _limitsOfRoute = [];

    /// <summary>Whether a send may begin; if so, it began at <paramref name="now"/>, otherwise <paramref name="shut"/> says what holds it back.</summary>
    public bool TryBegin(int lane, string route, out Moment now, out ShutGate shut)
    {
        lock (_lock)
        {
            now = clock.Read();
            var lookAgain = now.Elapsed + LookAgain;
            var laneUntil = _lanes[lane].Until;
            var routeUntil = TimeSpan.Zero;
            foreach (var limit in _limitsOfRoute.GetValueOrDefault(route, []))
            {
                routeUntil = Later(routeUntil, _limits[limit].Until);
            }

            shut = new ShutGate(
                _lanesBeingRead[lane] > 0 ? Later(laneUntil, lookAgain) : laneUntil,
                _routesBeingRead.ContainsKey(route) ? Later(routeUntil, lookAgain) : routeUntil,
                _readings);
            return now.Elapsed >= Later(shut.LaneUntil, shut.RouteUntil) && right is not { Holds: false };
        }
    }

    /// <summary>Notes that the head of an answer comes, whose status is not known yet.</summary>
    public void AnswerComes(Departure departure)
    {
        lock (_lock)
        {
            _answersComing.Add((departure, clock.Elapsed));
        }
    }

    /// <summary>Notes that its status is known.</summary>
    public void AnswerSeen(Departure departure)
    {
        lock (_lock)
        {
            _answersComing.RemoveAll(coming => coming.Departure == departure);
        }
    }

    /// <summary>Waits a little until every answer is seen whose head has begun to come just now; false where one still is not.</summary>
    public bool LookAtAnswers() => AreAnswersSeen() || SpinWait.SpinUntil(AreAnswersSeen, LongestLook);

    /// <summary>Notes an answer other than a 429.</summary>
    public Moment Answered(int lane, string route, TimeSpan sentAt)
    {
        lock (_lock)
        {
            _lanes[lane] = _lanes[lane].Answered(sentAt);
            foreach (var limit in _limitsOfRoute.GetValueOrDefault(route, []))
            {
                _limits[limit] = _limits[limit].Answered(sentAt);
            }

            return clock.Read();
        }
    }

    /// <summary>Shuts the gate at the receipt of a 429, until <see cref="Throttled"/> says for how long: its body is still to be read.</summary>
    public Moment Shut(int lane, string route)
    {
        lock (_lock)
        {
            _readings++;
            _lanesBeingRead[lane]++;
            _routesBeingRead[route] = _routesBeingRead.GetValueOrDefault(route) + 1;
            return clock.Read();
        }
    }

    /// <summary>Ends the reading of a 429 and gives the pause of the limit that it names, else of the token.</summary>
    public LanePause Throttled(int lane, string route, RetryAfter retryAfter, NamedLimit? limit, TimeSpan receivedAt)
    {
        lock (_lock)
        {
            _lanesBeingRead[lane]--;
            if (--_routesBeingRead[route] == 0)
            {
                _routesBeingRead.Remove(route);
            }

            if (limit is not { IsOfToken: false } named || !Knows(named.NameFor(route)))
            {
                return _lanes[lane] = _lanes[lane].Throttled(retryAfter, receivedAt);
            }

            var name = named.NameFor(route);
            var pause = _limits[name] = _limits.GetValueOrDefault(name).Throttled(retryAfter, receivedAt);
            if (!_limitsOfRoute.TryGetValue(route, out var limits))
            {
                _limitsOfRoute[route] = limits = [];
            }

            limits.Add(name);
            return pause;
        }
    }

    private bool AreAnswersSeen()
    {
        lock (_lock)
        {
            var now = clock.Elapsed;
            return _answersComing.TrueForAll(coming => now - coming.Since >= SlowHead);
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>As many limits are told apart as the budget does, so that both speak of the same pauses.</summary>
    private bool Knows(string limit) => _limits.ContainsKey(limit) || _limits.Count < RateBudget.MostNamedLimits;
}
