using System.Collections.Immutable;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>All that was seen of one run.</summary>
internal record Observation
{
    /// <summary>The target before the run.</summary>
    public required TargetState Before { get; init; }

    /// <summary>The target after it.</summary>
    public required TargetState After { get; init; }

    /// <summary>What the target had counted after it.</summary>
    public required TargetCounts Counts { get; init; }

    /// <summary>Every request of it, in the order of their coming.</summary>
    public required ImmutableArray<TargetRequest> Requests { get; init; }

    /// <summary>The run as a process.</summary>
    public required ProgramResult Run { get; init; }

    /// <summary>Its summary.</summary>
    public required ProgramSummary Summary { get; init; }
}
