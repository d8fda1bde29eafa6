using System.Collections.Immutable;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Runs;

/// <summary>Tells what a run did, from what the journal remembers.</summary>
public interface IRunChanges
{
    /// <summary>What the run did to each user, by user; without the plan's part of it.</summary>
    Task<ImmutableArray<UserChanges>> ReadAsync(RunId run, CancellationToken cancellationToken);
}
