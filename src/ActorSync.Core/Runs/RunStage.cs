namespace ActorSync.Core.Runs;

/// <summary>How far the machine of a run has come: what it waits for.</summary>
internal enum RunStage
{
    /// <summary>For the partitions to tell what they remember.</summary>
    Recovering,

    /// <summary>For the target to be read.</summary>
    Observing,

    /// <summary>For everybody in scope to be decided.</summary>
    Deciding,

    /// <summary>For the plan, what was learned, and the decision to be durable.</summary>
    Fixing,

    /// <summary>For users to be brought to the decided state.</summary>
    Converging,

    /// <summary>For the last figures: the end has begun, and nothing else can change anything.</summary>
    Concluding,

    /// <summary>For the run log to store the end: nobody is told before it has.</summary>
    Ending,

    /// <summary>For nothing: the end was told.</summary>
    Ended,
}
