using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using NodaTime;

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

    /// <summary>The file that keeps the last seal beside the journal, where it is missing; null where it is there.</summary>
    public string? MissingSealFile { get; init; }

    /// <summary>Whether the journal is on a server, so that hosts may share it of which only those that make runs keep seals.</summary>
    public bool IsOnServer { get; init; }

    /// <summary>The last run whose records were cut off because they were kept long enough, as the log says itself; null where none were.</summary>
    public RunId? CutAt { get; init; }

    /// <summary>When they were cut off, as the log says.</summary>
    public Instant? CutOn { get; init; }

    /// <summary>When that run had ended: as far back as the records reach.</summary>
    public Instant? ReachesBackTo { get; init; }
}
