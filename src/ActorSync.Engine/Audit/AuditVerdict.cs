using System.Collections.Immutable;
using ActorSync.Core.Audit;

namespace ActorSync.Engine.Audit;

/// <summary>What came of checking the audit log.</summary>
/// <param name="Flaws">The first bad event of each journal, the oldest first; none where all is in order.</param>
/// <param name="Runs">How many sealed runs were checked.</param>
/// <param name="Records">How many records were checked.</param>
/// <param name="LastSeal">The digest of the last seal, to be kept elsewhere; null where no run was sealed yet.</param>
/// <param name="Unsealed">How many records no seal covers: those of a run that is open.</param>
public sealed record AuditVerdict(ImmutableArray<AuditFlaw> Flaws, long Runs, long Records, Digest? LastSeal, long Unsealed)
{
    /// <summary>How many events of the run log had text taken out of them, as the log says itself.</summary>
    public int Redacted { get; init; }
}
