namespace ActorSync.Engine.Runs;

/// <summary>The program's exit codes; scripts and schedulers rely on them.</summary>
public static class ExitCode
{
    /// <summary>Everything in scope is as desired; for a plan: nothing stands in the way.</summary>
    public const int Done = 0;

    /// <summary>An unexpected failure.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration.</summary>
    public const int Usage = 2;

    /// <summary>Held by a guard or a file check; no write was sent.</summary>
    public const int Held = 3;

    /// <summary>Finished, but something was rejected, unmatched, failed or held.</summary>
    public const int Partial = 4;

    /// <summary>The target is unreachable, the credentials were refused, or a permission is missing.</summary>
    public const int Unavailable = 5;

    /// <summary>The plan is stale or already applied, or another run is open or writing.</summary>
    public const int Conflict = 6;

    /// <summary>Interrupted; resumable.</summary>
    public const int Interrupted = 130;
}
