using System.Collections.Immutable;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>All that was seen of one run whose processes were killed until one of them came to the end.</summary>
internal sealed record CrashedRun
{
    /// <summary>What became of its source.</summary>
    public required SourceFate Source { get; init; }

    /// <summary>Its processes, in order.</summary>
    public required ImmutableArray<Life> Lives { get; init; }

    /// <summary>The target before it.</summary>
    public required TargetState Before { get; init; }

    /// <summary>The target after it.</summary>
    public required TargetState After { get; init; }

    /// <summary>What was given by hand between two of its processes: a skill by employee id.</summary>
    public required ImmutableDictionary<string, HandGiven> HandGiven { get; init; }

    /// <summary>Every request, in the order of their coming.</summary>
    public required ImmutableArray<TargetRequest> Requests { get; init; }

    /// <summary>The summary of its end.</summary>
    public required ProgramSummary Summary { get; init; }

    /// <summary>The exit code of the process that printed it.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What <c>runs</c> said after some of the kills.</summary>
    public required ImmutableArray<SaidSoFar> Said { get; init; }

    /// <summary>The most requests that might be under way at once.</summary>
    public required int InFlight { get; init; }

    /// <summary>How often one of its processes was killed.</summary>
    public int Kills => Lives.Count(life => life.IsKilled);

    /// <summary>How often the journal's server was killed under one of them.</summary>
    public int ServerKills => Lives.Count(life => life.ServerKilledAt is not null);
}
