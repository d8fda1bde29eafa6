using System.Collections.Immutable;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>All that was seen of one run at a target at fault.</summary>
internal sealed record FaultyObservation
{
    /// <summary>The target before the run.</summary>
    public required TargetState Before { get; init; }

    /// <summary>The target after it.</summary>
    public required TargetState After { get; init; }

    /// <summary>What the target counted.</summary>
    public required TargetCounts Counts { get; init; }

    /// <summary>Every request in the order of its coming.</summary>
    public required ImmutableArray<TargetRequest> Requests { get; init; }

    /// <summary>The run as a process.</summary>
    public required ProgramResult Run { get; init; }

    /// <summary>Its summary.</summary>
    public required ProgramSummary Summary { get; init; }
}
