namespace ActorSync.Benchmarks.Crashes;

/// <summary>Where in a run a kill landed, as the target's log tells it.</summary>
internal enum KillPhase
{
    /// <summary>The process had not sent a request.</summary>
    StartUp,

    /// <summary>It read the target, and nothing was written yet.</summary>
    Observing,

    /// <summary>It had read the target, and nothing was written yet.</summary>
    Deciding,

    /// <summary>Writes were under way, or still to come.</summary>
    Converging,

    /// <summary>The last write of the run was answered.</summary>
    Ending,
}
