using ActorSync.Core.Audit;
using NodaTime;

namespace ActorSync.Engine.Audit.Export;

/// <summary>What an export came to.</summary>
/// <param name="Records">How many records it has.</param>
/// <param name="Unproven">How many of them have no proof, since their run is not sealed yet; 0 where no proofs were wanted.</param>
/// <param name="HasProofs">Whether the records come with their proofs.</param>
/// <param name="LastSeal">The digest of the last seal; null where no run was sealed yet.</param>
public sealed record ExportOutcome(long Records, long Unproven, bool HasProofs, Digest? LastSeal)
{
    /// <summary>As far back as the records reach; null where nothing was cut off.</summary>
    public Instant? ReachesBackTo { get; init; }
}
