using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What the machine of a run is told beside the answers of the partitions. A closed family.</summary>
public abstract record RunInput
{
    private RunInput()
    {
    }

    /// <summary>The target has been read.</summary>
    public sealed record Observed(RunObservation Observation) : RunInput;

    /// <summary>Have the requests sent so far remembered; told now and then.</summary>
    public sealed record CountRequests : RunInput
    {
        /// <summary>The only instance needed.</summary>
        public static readonly CountRequests Instance = new();
    }

    /// <summary>What the gateway has sent so far.</summary>
    public sealed record Counted(RequestCounts Counter) : RunInput;

    /// <summary>The plan is durable.</summary>
    public sealed record PlanKept : RunInput
    {
        /// <summary>The only instance needed.</summary>
        public static readonly PlanKept Instance = new();
    }

    /// <summary>The run log has stored what it was told first of all that it has not answered.</summary>
    public sealed record Recorded : RunInput
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Recorded Instance = new();
    }

    /// <summary>It has not stored it.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Fault">Whether the storage or the log itself refused.</param>
    public sealed record Unrecorded(string Reason, RunFault Fault) : RunInput;

    /// <summary>Stop soon: nothing new begins, what is in flight may finish, the run stays resumable.</summary>
    public sealed record Stop(RunStop Why) : RunInput;

    /// <summary>Something failed that no rule foresees.</summary>
    /// <param name="Reason">What.</param>
    /// <param name="Fault">Where.</param>
    public sealed record Failed(string Reason, RunFault Fault) : RunInput;

    /// <summary>Something that the run needs is gone.</summary>
    /// <param name="Part">What.</param>
    /// <param name="Reason">What a person is told.</param>
    public sealed record Missed(RunPart Part, string Reason) : RunInput;
}
