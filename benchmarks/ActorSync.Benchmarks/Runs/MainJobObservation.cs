using ActorSync.Benchmarks.Processes;

namespace ActorSync.Benchmarks.Runs;

/// <summary>All that was seen of the main job's run, and of a second one after it.</summary>
internal sealed record MainJobObservation : Observation
{
    /// <summary>The second run as a process.</summary>
    public required ProgramResult Second { get; init; }

    /// <summary>Its summary.</summary>
    public required ProgramSummary SecondSummary { get; init; }

    /// <summary>How many writes the target received from the second run.</summary>
    public required long SecondWrites { get; init; }

    /// <summary>Whether the target's state is the same bytes before and after the second run.</summary>
    public required bool SecondLeftAllAsItWas { get; init; }

    /// <summary>What the target's process had used at the end of the first run.</summary>
    public required ProcessUsage TargetUsage { get; init; }
}
