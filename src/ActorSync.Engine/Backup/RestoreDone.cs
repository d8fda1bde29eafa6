using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit;
using NodaTime;

namespace ActorSync.Engine.Backup;

/// <summary>A backup that was restored.</summary>
/// <param name="CreatedAt">When the backup was made.</param>
/// <param name="Folder">The target's state folder.</param>
/// <param name="Aside">Where what was there is kept: folders, and schemas of the journal's server; none where nothing was.</param>
/// <param name="Verdict">What the restored audit log is worth.</param>
/// <param name="ReplacedSeal">The last seal of the state that was replaced, in hexadecimal; null where it had none.</param>
/// <param name="OpenRun">The run that is open in the restored state, or null.</param>
public sealed record RestoreDone(Instant CreatedAt, string Folder, ImmutableArray<string> Aside, AuditVerdict Verdict, string? ReplacedSeal, RunId? OpenRun)
{
    /// <summary>The run that was open in the state that was replaced and that the restored one does not know; null where there was none, or nobody can tell.</summary>
    public RunId? ReplacedOpenRun { get; init; }

    /// <summary>Why the pauses in the journal that was replaced could not be read; null where they were kept.</summary>
    public string? PausesUnread { get; init; }
}
