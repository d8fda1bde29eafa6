using System.Collections.Immutable;

namespace ActorSync.Benchmarks.Results;

/// <summary>One sitting of the harness, as it is kept.</summary>
internal sealed record BenchResult
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The command as one types it.</summary>
    public required string Command { get; init; }

    /// <summary>The machine, the versions and the code.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>All that was measured.</summary>
    public ImmutableArray<Series> Series { get; init; } = [];

    /// <summary>What is compared with bars and earlier results.</summary>
    public ImmutableArray<BenchFigure> Figures { get; init; } = [];

    /// <summary>How many exact checks held.</summary>
    public int ChecksPassed { get; init; }

    /// <summary>The checks that did not.</summary>
    public ImmutableArray<string> ChecksFailed { get; init; } = [];

    /// <summary>Charts beside the file, by name.</summary>
    public ImmutableArray<string> Charts { get; init; } = [];
}
