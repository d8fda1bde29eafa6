namespace ActorSync.Core.Runs;

/// <summary>What a run needs to go on.</summary>
public enum RunPart
{
    /// <summary>A partition.</summary>
    Partition,

    /// <summary>The gateway, which sends and counts.</summary>
    Gateway,

    /// <summary>The run log.</summary>
    RunLog,
}
