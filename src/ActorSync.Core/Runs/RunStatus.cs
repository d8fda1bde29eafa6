namespace ActorSync.Core.Runs;

/// <summary>How a run stands or ended.</summary>
public enum RunStatus
{
    /// <summary>Planned; nothing stands in the way.</summary>
    Planned,

    /// <summary>Everything in scope is as desired.</summary>
    Converged,

    /// <summary>Finished, but something was rejected, unmatched, failed or held.</summary>
    Partial,

    /// <summary>Held by a guard or a file check: no write was sent.</summary>
    Held,

    /// <summary>Interrupted; it can be resumed.</summary>
    Interrupted,

    /// <summary>Ended by a failure.</summary>
    Failed,
}
