using ActorSync.Core.Pacing;

namespace ActorSync.Core.Gateway;

/// <summary>The interlock before every send: after a 429 was received, no send that shares its limit begins before its instant.</summary>
/// <remarks>
/// The gateway hears of a 429 by a message, after it was received; permits granted meanwhile are stopped here. While the body of a 429 is
/// still being read, nobody knows which limit it names: its token and its route are both shut. Everything is shut while the process has no
/// right to send. Mutable and single threaded: who shares it keeps a lock, and reads the clock under it, so that the order of the instants
/// is the order in which things happened.
/// </remarks>
/// <param name="lanes">How many tokens are used side by side.</param>
public sealed class SendInterlock(int lanes)
{
    /// <summary>How often a gate is tried whose 429 is still being read.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>A head that has been coming for so long comes in pieces, and sets no connection free: nobody waits for it.</summary>
    public static readonly TimeSpan SlowHead = TimeSpan.FromSeconds(1);

    private readonly LanePause[] _lanes = new LanePause[lanes];
    private readonly int[] _lanesBeingRead = new int[lanes];
    private readonly Dictionary<string, int> _routesBeingRead = [];
    private readonly List<(object Answer, TimeSpan Since)> _answersComing = [];
    private readonly Dictionary<string, LanePause> _limits = [];
    private readonly Dictionary<string, HashSet<string>> _limitsOfRoute = [];
    private long _readings;

    /// <summary>Whether a send may begin now; otherwise <paramref name="shut"/> says what holds it back.</summary>
    public bool TryBegin(int lane, string route, TimeSpan now, SendRight right, out ShutGate shut)
    {
        var lookAgain = now + LookAgain;
        var laneUntil = _lanes[lane].Until;
        var routeUntil = TimeSpan.Zero;
        if (_limitsOfRoute.TryGetValue(route, out var limits))
        {
            foreach (var limit in limits)
            {
                routeUntil = Later(routeUntil, _limits[limit].Until);
            }
        }

        shut = new ShutGate(
            _lanesBeingRead[lane] > 0 ? Later(laneUntil, lookAgain) : laneUntil,
            _routesBeingRead.ContainsKey(route) ? Later(routeUntil, lookAgain) : routeUntil,
            _readings);
        return now >= Later(shut.LaneUntil, shut.RouteUntil) && right == SendRight.Holds;
    }

    /// <summary>Notes that the head of an answer comes, whose status is not known yet.</summary>
    /// <param name="answer">Stands for the answer, and is told by its reference.</param>
    /// <param name="now">Monotonic.</param>
    public void AnswerComes(object answer, TimeSpan now) => _answersComing.Add((answer, now));

    /// <summary>Notes that its status is known.</summary>
    public void AnswerSeen(object answer) => _answersComing.RemoveAll(coming => ReferenceEquals(coming.Answer, answer));

    /// <summary>Whether every answer is seen whose head has begun to come just now.</summary>
    public bool AreAnswersSeen(TimeSpan now) => _answersComing.TrueForAll(coming => now - coming.Since >= SlowHead);

    /// <summary>Notes an answer other than a 429, to a request sent at <paramref name="sentAt"/>.</summary>
    public void Answered(int lane, string route, TimeSpan sentAt)
    {
        _lanes[lane] = _lanes[lane].Answered(sentAt);
        if (_limitsOfRoute.TryGetValue(route, out var limits))
        {
            foreach (var limit in limits)
            {
                _limits[limit] = _limits[limit].Answered(sentAt);
            }
        }
    }

    /// <summary>Shuts the gate at the receipt of a 429, until <see cref="Throttled"/> says for how long: its body is still to be read.</summary>
    public void Shut(int lane, string route)
    {
        _readings++;
        _lanesBeingRead[lane]++;
        _routesBeingRead[route] = _routesBeingRead.GetValueOrDefault(route) + 1;
    }

    /// <summary>Ends the reading of a 429 and gives the pause of the limit that it names, else of the token.</summary>
    public LanePause Throttled(int lane, string route, RetryAfter retryAfter, NamedLimit? limit, TimeSpan receivedAt)
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

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    /// <summary>As many limits are told apart as the budget does, so that both speak of the same pauses.</summary>
    private bool Knows(string limit) => _limits.ContainsKey(limit) || _limits.Count < RateBudget.MostNamedLimits;
}
