using ActorSync.Core.Users;

namespace ActorSync.Engine.Runs;

/// <summary>What a run's coordinator is asked, and what it hears of the work it asked for. A closed family.</summary>
public abstract record RunMessage
{
    private RunMessage()
    {
    }

    /// <summary>Begin; answered with <see cref="Ended"/>.</summary>
    public sealed record Start(RunJob Job) : RunMessage;

    /// <summary>Stop soon: nothing new begins, what is in flight may finish, the run stays resumable.</summary>
    public sealed record Stop(RunStop Why) : RunMessage;

    /// <summary>The run has ended.</summary>
    public sealed record Ended(RunEnding Ending) : RunMessage;

    /// <summary>The target has been read.</summary>
    internal sealed record Observed(RunObservation Observation) : RunMessage;

    /// <summary>Have the requests sent so far remembered.</summary>
    internal sealed record CountRequests : RunMessage
    {
        /// <summary>The only instance needed.</summary>
        public static readonly CountRequests Instance = new();
    }

    /// <summary>The plan is on disk.</summary>
    internal sealed record PlanKept : RunMessage
    {
        /// <summary>The only instance needed.</summary>
        public static readonly PlanKept Instance = new();
    }
}
