using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Audit.Export;

/// <summary>Which records are exported.</summary>
/// <param name="Employee">Only those of whoever has this employee id, by the source's or the target's; null for everybody's.</param>
/// <param name="Run">Only those of this run; null for every run's.</param>
/// <param name="From">Only what changed at this instant or later; null for no limit.</param>
/// <param name="Until">Only what changed before this instant; null for no limit.</param>
/// <param name="WithNames">Whether people and operators are named.</param>
public sealed record ExportScope(string? Employee, RunId? Run, Instant? From, Instant? Until, bool WithNames)
{
    internal bool Takes(Core.Audit.AuditRecord record) =>
        (Run is null || record.Run == Run) && (From is null || record.Change.At >= From) && (Until is null || record.Change.At < Until);
}
