using System.Collections.Immutable;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>All that was seen of one run and of a second one after it.</summary>
internal sealed record Observation
{
    /// <summary>The target before the first run.</summary>
    public required TargetState Before { get; init; }

    /// <summary>The target after it.</summary>
    public required TargetState After { get; init; }

    /// <summary>What the target had counted after the first run.</summary>
    public required TargetCounts Counts { get; init; }

    /// <summary>Every request of the first run.</summary>
    public required ImmutableArray<TargetRequest> Requests { get; init; }

    /// <summary>The first run as a process.</summary>
    public required ProgramResult First { get; init; }

    /// <summary>Its summary.</summary>
    public required ProgramSummary FirstSummary { get; init; }

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
