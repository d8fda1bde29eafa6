namespace ActorSync.Simulation.Invariants;

/// <summary>How a request ended for whoever sent it, as far as the target's state is concerned.</summary>
internal enum RequestEnd
{
    /// <summary>The target has done it.</summary>
    Done,

    /// <summary>The target has not done it: nobody listened, or it was answered by 429 or 401.</summary>
    NotDone,

    /// <summary>The target has refused it for good.</summary>
    Refused,

    /// <summary>Nobody knows: no answer, a failure, or a clash.</summary>
    Unclear,
}
