using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What the totals of a run mean: its status, and whether it stays open for a resume.</summary>
public static class RunVerdict
{
    /// <summary>The status of a run that ends with these totals.</summary>
    public static RunStatus StatusOf(RowCounts rows, long itemsRejected, UserCounts users, GuardOutcome guard, bool isPlan, RunStop? stop, string? failure)
    {
        if (failure is not null)
        {
            return RunStatus.Failed;
        }

        if (stop is not null)
        {
            return stop is RunStop.Interrupted ? RunStatus.Interrupted : RunStatus.Failed;
        }

        if (guard.Verdict == GuardVerdict.Hold)
        {
            return RunStatus.Held;
        }

        var needsAttention = rows.Rejected + itemsRejected + users.Unmatched + users.Failed + users.Held > 0;
        return needsAttention ? RunStatus.Partial : isPlan ? RunStatus.Planned : RunStatus.Converged;
    }

    /// <summary>Whether a run that ends early can be resumed: an interrupted one always, a failed one once writes may have begun.</summary>
    public static bool StaysOpen(RunStop? stop, string? failure, bool writesBegan) =>
        stop is RunStop.Interrupted || ((stop is not null || failure is not null) && writesBegan);

    /// <summary>The stop in words for the run log.</summary>
    public static string Describe(RunStop? stop) => stop switch
    {
        RunStop.Unreachable unreachable => unreachable.Reason,
        RunStop.CredentialsRefused refused => refused.Reason,
        RunStop.PermissionMissing missing => missing.Reason,
        RunStop.Interrupted { Until: { } until } => $"The target asked to wait until {until}.",
        RunStop.Interrupted => "Stopped by a person or the system.",
        _ => string.Empty,
    };

    /// <summary>How many rows each sheet of an accepted source has: the guard's memory.</summary>
    public static ImmutableSortedDictionary<SheetKind, long> RowsBySheet(RosterReading reading) =>
        reading.Files.GroupBy(file => file.Kind).ToImmutableSortedDictionary(sheet => sheet.Key, sheet => sheet.Sum(file => file.Rows));
}
