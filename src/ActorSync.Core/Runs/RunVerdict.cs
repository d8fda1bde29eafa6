using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>What the totals of a run mean: its status, and whether it stays open for a resume.</summary>
public static class RunVerdict
{
    /// <summary>The status of a run that ends with these totals.</summary>
    public static RunStatus StatusOf(RowCounts rows, long itemsRejected, UserCounts users, GuardVerdict guard, bool isPlan, RunStop? stop, string? failure)
    {
        if (failure is not null)
        {
            return RunStatus.Failed;
        }

        if (stop is not null)
        {
            return stop is RunStop.Interrupted ? RunStatus.Interrupted : RunStatus.Failed;
        }

        if (guard.Outcome == GuardOutcome.Hold)
        {
            return RunStatus.Held;
        }

        var needsAttention = rows.Rejected + itemsRejected + users.Unmatched + users.Failed + users.Held > 0;
        return needsAttention ? RunStatus.Partial : isPlan ? RunStatus.Planned : RunStatus.Converged;
    }

    /// <summary>Whether a run that ends early can be resumed: an interrupted one always, a failed one once writes may have begun.</summary>
    public static bool StaysOpen(RunStop? stop, string? failure, bool writesBegan) =>
        stop is RunStop.Interrupted || ((stop is not null || failure is not null) && writesBegan);

    /// <summary>What the summary says of the stop; null where a person or the system stopped the run.</summary>
    public static Finding? FindingOf(RunStop? stop)
    {
        var rule = stop switch
        {
            RunStop.Unreachable => StopRule.TargetUnreachable,
            RunStop.CredentialsRefused => StopRule.CredentialsRefused,
            RunStop.PermissionMissing => StopRule.PermissionMissing,
            RunStop.Interrupted { Until: not null } => StopRule.PauseTooLong,
            _ => null,
        };
        return rule is null ? null : new Finding(string.Empty, 0, string.Empty, rule, InFull(stop!), FindingSeverity.Error);
    }

    /// <summary>The remedy where nothing answers at the login's address, by every key that it may come from.</summary>
    public const string CheckLogin = "Check Target:LoginUrl (Target:BaseUrl or Target:Region where none is set) and the network.";

    /// <summary>The stop with its remedy.</summary>
    public static string InFull(RunStop stop) => stop switch
    {
        RunStop.Unreachable { IsAnswered: true } unreadable => $"The target cannot be read: {ReasonText.Sentence(unreadable.Reason)} Nothing more is sent.",
        RunStop.Unreachable unreachable => $"The target cannot be reached: {ReasonText.Sentence(unreachable.Reason)} Nothing more is sent. "
            + (unreachable.AtLogin ? CheckLogin : "Check Target:BaseUrl (Target:Region where none is set) and the network."),
        RunStop.CredentialsRefused refused => $"The target refused the credentials: {ReasonText.Sentence(refused.Reason)} Check Target:ClientId and the client's secret.",
        RunStop.PermissionMissing missing => $"A permission is missing: {ReasonText.Sentence(missing.Reason)} Grant it to the OAuth client, or run `actorsync doctor` to see them all.",
        RunStop.Interrupted { Until: not null } => $"{Describe(stop)} Go on after that instant.",
        _ => Describe(stop),
    };

    /// <summary>The stop in words for the run log.</summary>
    public static string Describe(RunStop? stop) => stop switch
    {
        RunStop.Unreachable unreachable => unreachable.Reason,
        RunStop.CredentialsRefused refused => refused.Reason,
        RunStop.PermissionMissing missing => missing.Reason,
        RunStop.Interrupted { Until: { } until } => $"The target asked for a pause until {InstantText.At(until)}.",
        RunStop.Interrupted => "Stopped by a person or the system.",
        _ => string.Empty,
    };
}
