using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Audit;

/// <summary>Up to where the partitions' journals were cut off, because that was kept long enough.</summary>
/// <param name="Seals">How many seals cover what was cut.</param>
/// <param name="Seal">The last of them: what is kept goes on from its ends.</param>
/// <param name="Told">What the run log says of it.</param>
/// <param name="ReachesBackTo">The end of the last run that was cut.</param>
internal sealed record JournalCut(int Seals, RunSeal Seal, RunEvent.Cut Told, Instant ReachesBackTo)
{
    /// <summary>Whether what a run did is cut.</summary>
    public bool Covers(RunId run) => run.CompareTo(Seal.Run) <= 0;
}
