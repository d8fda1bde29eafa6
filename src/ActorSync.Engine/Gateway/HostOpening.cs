using ActorSync.Core.Gateway;

namespace ActorSync.Engine.Gateway;

/// <summary>One opening of a host's circuit: what caused it, and whose turn it is to try the host again.</summary>
/// <param name="time">What it runs on.</param>
/// <param name="by">The failure that caused it.</param>
/// <param name="pause">How long nothing is tried; likewise after a trial that is not over by then.</param>
internal sealed class HostOpening(MonotonicTime time, HostFailure by, TimeSpan pause)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _nextTrialAt = time.GetUtcNow() + pause;

    /// <summary>The failure that caused it.</summary>
    public HostFailure By { get; } = by;

    /// <summary>Takes the turn to try the host; false where it is too early, or somebody else's turn.</summary>
    /// <param name="until">When the next one has a turn, should this trial not be over by then; no two turns under way have it in common.</param>
    public bool TryTakeTurn(out DateTimeOffset until)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            until = now + pause;
            if (now < _nextTrialAt)
            {
                return false;
            }

            _nextTrialAt = until;
            return true;
        }
    }

    /// <summary>Gives a turn back: the trial has shown nothing, and the next one may follow at once, unless it has its turn already.</summary>
    /// <param name="until">What taking the turn gave.</param>
    public void GiveTurnBack(DateTimeOffset until)
    {
        lock (_lock)
        {
            if (_nextTrialAt == until)
            {
                _nextTrialAt = time.GetUtcNow();
            }
        }
    }
}
