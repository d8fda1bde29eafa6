namespace ActorSync.Engine.Gateway;

/// <summary>One opening of a host's circuit: what caused it, and whose turn it is to try the host again.</summary>
/// <param name="timeProvider">What it runs on.</param>
/// <param name="by">The failure that caused it.</param>
/// <param name="pause">How long nothing is tried; likewise after a trial that is not over by then.</param>
internal sealed class HostOpening(TimeProvider timeProvider, HostFailure by, TimeSpan pause)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _nextTrialAt = timeProvider.GetUtcNow() + pause;

    /// <summary>The failure that caused it.</summary>
    public HostFailure By { get; } = by;

    /// <summary>Takes the turn to try the host; false where it is too early, or somebody else's turn.</summary>
    public bool TryTakeTurn()
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (now < _nextTrialAt)
            {
                return false;
            }

            _nextTrialAt = now + pause;
            return true;
        }
    }

    /// <summary>Gives the turn back: the trial has shown nothing, and the next one may follow at once.</summary>
    public void GiveTurnBack()
    {
        lock (_lock)
        {
            _nextTrialAt = timeProvider.GetUtcNow();
        }
    }
}
