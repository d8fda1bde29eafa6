using ActorSync.Core.Pacing;

namespace ActorSync.Engine.Gateway;

/// <summary>The interlock of one token: after a 429 was received on any thread, no send begins on another before its instant.</summary>
/// <remarks>
/// The gateway hears of a 429 by a message, after it was received; permits granted meanwhile are stopped here. Both
/// instants are read under the lock, so their order in the log is the order in which things happened.
/// </remarks>
internal sealed class LaneGate(GatewayClock clock)
{
    /// <summary>How often a gate is tried whose 429 is still being read.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private LanePause _pause;
    private int _beingRead;

    /// <summary>Whether a send may begin; if so, it began at <paramref name="now"/>, otherwise it is worth asking again at <paramref name="shutUntil"/>.</summary>
    public bool TryBegin(out Moment now, out TimeSpan shutUntil)
    {
        lock (_lock)
        {
            now = clock.Read();
            shutUntil = _pause.Until;
            if (_beingRead > 0 && shutUntil < now.Elapsed + LookAgain)
            {
                shutUntil = now.Elapsed + LookAgain;
            }

            return _beingRead == 0 && !_pause.Forbids(now.Elapsed);
        }
    }

    /// <summary>Notes an answer other than a 429.</summary>
    public Moment Answered(TimeSpan sentAt)
    {
        lock (_lock)
        {
            _pause = _pause.Answered(sentAt);
            return clock.Read();
        }
    }

    /// <summary>Shuts the gate at the receipt of a 429, until <see cref="Throttled"/> says for how long: its body is still to be read.</summary>
    public Moment Shut()
    {
        lock (_lock)
        {
            _beingRead++;
            return clock.Read();
        }
    }

    /// <summary>Ends the reading of a 429 and gives the end of the lane's pause.</summary>
    public TimeSpan Throttled(RetryAfter retryAfter, TimeSpan receivedAt)
    {
        lock (_lock)
        {
            _beingRead--;
            _pause = _pause.Throttled(retryAfter, receivedAt);
            return _pause.Until;
        }
    }
}
