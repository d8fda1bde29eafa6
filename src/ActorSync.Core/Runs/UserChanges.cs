using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What one run did to one user.</summary>
/// <param name="User">The user.</param>
/// <param name="Writes">The writes that were applied, in order.</param>
public sealed record UserChanges(UserId User, ImmutableArray<AppliedWrite> Writes)
{
    /// <summary>The user as it was known just before the run's first write, or null where that is not known.</summary>
    public ObservedUser? FoundAs { get; init; }

    /// <summary>What writes carried of which nobody knows whether they were applied.</summary>
    public ImmutableArray<Operation> Unsettled { get; init; } = [];

    /// <summary>What was found applied after a process had ended before the answer was recorded: nobody knows that it was the run's write.</summary>
    public ImmutableArray<Operation> Found { get; init; } = [];

    /// <summary>The user as the run's plan kept it, with the ledger before the run; null where the plan is gone.</summary>
    public PlannedUser? Planned { get; init; }

    /// <summary>The values that somebody else, or a later run, has changed since the run wrote them last.</summary>
    public ImmutableArray<LaterChange> Since { get; init; } = [];

    /// <summary>Everything that was applied, in order.</summary>
    public IEnumerable<Operation> Applied => Writes.SelectMany(write => write.Operations);

    /// <summary>What has become of a value since the run wrote it last; null where nothing is known to have.</summary>
    public LaterChange? SinceOf(ValueKind kind, string id) => Since.FirstOrDefault(change => change.Kind == kind && change.Id == id);
}
