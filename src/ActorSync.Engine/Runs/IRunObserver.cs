using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Users;

namespace ActorSync.Engine.Runs;

/// <summary>Reads the target for a run and says who is in scope.</summary>
public interface IRunObserver
{
    /// <summary>Reads taxonomy and users, matches people to users, and reads their holdings where the listing lacks them.</summary>
    Task<RunObservation> ObserveAsync(RunJob job, ImmutableArray<LedgerPerson> known, CancellationToken stop);
}
