using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>The <see cref="SendInterlock"/> of all threads that send.</summary>
/// <remarks>The clock is read under the lock, so that the order of the instants in the log is the order in which things happened.</remarks>
internal sealed class SendGates(GatewayClock clock, int lanes, ISendRight? right = null)
{
    /// <summary>How long a send waits until the answers are seen whose heads have come: no more than a change of threads lies between, where a head comes whole.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly SendInterlock _interlock = new(lanes);

    /// <summary>Whether a send may begin; if so, it began at <paramref name="now"/>, otherwise <paramref name="shut"/> says what holds it back.</summary>
    public bool TryBegin(int lane, string route, out Moment now, out ShutGate shut)
    {
        lock (_lock)
        {
            now = clock.Read();
            return _interlock.TryBegin(lane, route, now.Elapsed, right.Read(), out shut);
        }
    }

    /// <inheritdoc cref="SendInterlock.AnswerComes"/>
    public void AnswerComes(Departure departure)
    {
        lock (_lock)
        {
            _interlock.AnswerComes(departure, clock.Elapsed);
        }
    }

    /// <inheritdoc cref="SendInterlock.AnswerSeen"/>
    public void AnswerSeen(Departure departure)
    {
        lock (_lock)
        {
            _interlock.AnswerSeen(departure);
        }
    }

    /// <summary>Waits a little until every answer is seen whose head has begun to come just now; false where one still is not.</summary>
    public bool LookAtAnswers() => AreAnswersSeen() || SpinWait.SpinUntil(AreAnswersSeen, LongestLook);

    /// <inheritdoc cref="SendInterlock.Answered"/>
    /// <returns>When it was noted.</returns>
    public Moment Answered(int lane, string route, TimeSpan sentAt)
    {
        lock (_lock)
        {
            _interlock.Answered(lane, route, sentAt);
            return clock.Read();
        }
    }

    /// <inheritdoc cref="SendInterlock.Shut"/>
    /// <returns>When the 429 was received.</returns>
    public Moment Shut(int lane, string route)
    {
        lock (_lock)
        {
            _interlock.Shut(lane, route);
            return clock.Read();
        }
    }

    /// <inheritdoc cref="SendInterlock.Throttled"/>
    public LanePause Throttled(int lane, string route, RetryAfter retryAfter, NamedLimit? limit, TimeSpan receivedAt)
    {
        lock (_lock)
        {
            return _interlock.Throttled(lane, route, retryAfter, limit, receivedAt);
        }
    }

    private bool AreAnswersSeen()
    {
        lock (_lock)
        {
            return _interlock.AreAnswersSeen(clock.Elapsed);
        }
    }
}
