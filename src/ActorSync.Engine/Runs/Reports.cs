using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>Turns how a run ended into what a person and a scheduler are told.</summary>
internal static class Reports
{
    /// <summary>The report of a run that its coordinator ended.</summary>
    public static RunReport Of(RunEnding ending, Duration? timeNeeded) => new(
        CodeOf(ending),
        ending.Stop is null or RunStop.Interrupted { Until: null } ? ending.Summary : WithStop(ending.Summary, ending.Stop),
        ending.Plan,
        ending.Taxonomy,
        timeNeeded,
        ErrorOf(ending),
        (ending.Stop as RunStop.Interrupted)?.Until,
        ending.IsOpen ? [Open(ending)] : []);

    /// <summary>The report of a run that was given up: the command has done its work when the run is closed, whatever the run left undone.</summary>
    public static RunReport OfAbandoned(RunEnding ending)
    {
        var report = Of(ending, null);
        if (ending.IsOpen || ending.Failure is not null)
        {
            return report;
        }

        var users = ending.Summary.Users;
        return report with
        {
            ExitCode = ExitCode.Done,
            Notes = [$"Run {ending.Summary.Run} is closed for good: {users.Changed} people were changed, {users.Failed} were left undone or failed. What was in doubt is settled."],
        };
    }

    /// <summary>The summary of a run whose files are held before the target was read.</summary>
    public static RunSummary HeldSummary(RunJob job, ImmutableArray<FileHold> holds, Instant now)
    {
        var reading = job.Reading!;
        var findings = holds
            .Select(hold => new Finding(hold.File, hold.Line, hold.Column, hold.Rule, hold.Message, FindingSeverity.Error))
            .Concat(reading.Findings);
        return new RunSummary(
            job.Run,
            RunStatus.Held,
            job.Mode,
            reading.Rows,
            reading.ItemsRejected,
            UserCounts.None,
            OperationCounts.None,
            job.RequestsBefore,
            0,
            job.RequestsBefore.Sent,
            new GuardVerdict(GuardOutcome.Hold, [.. holds.Select(FileHolds.Describe)], null),
            [.. findings.Take(RosterReading.FindingLimit)],
            job.StartedAt,
            now,
            job.ResumedCount);
    }

    /// <summary>The report of such a run.</summary>
    public static RunReport Held(RunSummary summary) => new(ExitCode.Held, summary, [], null, null, null, null, []);

    /// <summary>The report of a resume with nothing to go on with.</summary>
    public static RunReport NothingOpen(RunId? run, SourceMode mode, Instant now) => new(
        ExitCode.Done,
        new RunSummary(
            run ?? new RunId(string.Empty), RunStatus.Converged, mode, RowCounts.None, 0, UserCounts.None, OperationCounts.None, RequestCounts.None, 0, 0, GuardVerdict.Pass, [], now, now, 0),
        [],
        null,
        null,
        null,
        null,
        [run is { } named ? $"Run {named} is not open: there is nothing to go on with." : "No run is open: there is nothing to go on with."]);

    private static string Open(RunEnding ending)
    {
        var (why, when) = ending.Stop is RunStop.Interrupted { Until: not null } ? (", since that is longer than Target:MaxPause", " after that instant") : ("", "");
        return $"The run is open{why}: `actorsync resume {ending.Summary.Run}` goes on with it{when}, `actorsync runs abandon {ending.Summary.Run}` closes it.";
    }

    private static int CodeOf(RunEnding ending) => ending switch
    {
        { Failure: not null } => ExitCode.Failed,
        { Stop: RunStop.Interrupted } => ExitCode.Interrupted,
        { Stop: not null } => ExitCode.Unavailable,
        _ => ending.Summary.Status switch
        {
            RunStatus.Planned or RunStatus.Converged => ExitCode.Done,
            RunStatus.Held => ExitCode.Held,
            RunStatus.Partial => ExitCode.Partial,
            RunStatus.Interrupted => ExitCode.Interrupted,
            _ => ExitCode.Failed,
        },
    };

    private static string? ErrorOf(RunEnding ending) => ending.Failure ?? ending.Stop switch
    {
        RunStop.Unreachable unreachable => $"The target cannot be reached: {Sentence(unreachable.Reason)} Check {(unreachable.AtLogin ? "Target:LoginUrl" : "Target:BaseUrl")} and the network.",
        RunStop.CredentialsRefused refused => $"The target refused the credentials: {Sentence(refused.Reason)} Check Target:ClientId and the client's secret.",
        RunStop.PermissionMissing missing => $"A permission is missing: {Sentence(missing.Reason)} Grant it to the OAuth client, or run `actorsync doctor` to see them all.",
        _ => null,
    };

    /// <summary>The reason with the full stop that ends it.</summary>
    internal static string Sentence(string reason) => reason.TrimEnd() is var text && text.EndsWith('.') ? text : text + ".";

    private static RunSummary WithStop(RunSummary summary, RunStop stop)
    {
        var rule = stop switch
        {
            RunStop.Unreachable => "target-unreachable",
            RunStop.CredentialsRefused => "credentials-refused",
            RunStop.Interrupted => RunReport.PauseTooLong,
            _ => "permission-missing",
        };
        return summary with
        {
            Findings = summary.Findings.Add(new Finding(string.Empty, 0, string.Empty, rule, RunVerdict.Describe(stop), FindingSeverity.Error)),
        };
    }
}
