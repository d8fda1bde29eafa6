namespace ActorSync.Core.Runs;

/// <summary>What a run is to do.</summary>
public enum RunKind
{
    /// <summary>Read and decide; write nothing, neither to the target nor to the journal.</summary>
    Plan,

    /// <summary>Plan, guard and converge from source files.</summary>
    Run,

    /// <summary>Converge exactly what an earlier plan says.</summary>
    Apply,

    /// <summary>Go on with a run whose operations were already fixed.</summary>
    Resume,

    /// <summary>Settle what an interrupted run left in doubt, and write nothing more.</summary>
    Settle,
}
