using System.Collections.Immutable;
using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>How a run ended, as its coordinator tells it.</summary>
/// <param name="Summary">The figures.</param>
/// <param name="Plan">The users with operations or notes, by user.</param>
/// <param name="Taxonomy">The target's taxonomy, or null where it was not read.</param>
/// <param name="Stop">Why it stopped before its end, or null.</param>
/// <param name="Failure">What failed that no rule foresees, or null.</param>
/// <param name="IsOpen">Whether the run stays open for a resume.</param>
public sealed record RunEnding(
    RunSummary Summary,
    ImmutableArray<PlannedUser> Plan,
    TargetTaxonomy? Taxonomy,
    RunStop? Stop,
    string? Failure,
    bool IsOpen)
{
    /// <summary>Whether this process has gone on with the run: it reached the target, or came to the run's end without.</summary>
    public bool HasGoneOn { get; init; }

    /// <summary>How the process lost the right to write, where that ended it; null otherwise.</summary>
    public LeaseLoss? Loss { get; init; }

    /// <summary>Requests of the forecast that were expected to be in vain, because of the reads some were.</summary>
    public long ExpectedInVain { get; init; }
}
