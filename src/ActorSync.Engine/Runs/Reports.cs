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
        ending.Summary,
        ending.Plan,
        ending.Taxonomy,
        timeNeeded,
        ErrorOf(ending),
        (ending.Stop as RunStop.Interrupted)?.Until,
        ending.Loss is not null ? [TakenOver(ending)] : ending.IsOpen ? [Open(ending)] : [])
    {
        IsOpen = ending.IsOpen,
    };

    /// <summary>The report of a run that was given up: the command has done its work when the run is closed, whatever the run left undone.</summary>
    public static RunReport OfAbandoned(RunEnding ending)
    {
        var report = Of(ending, null) with { IsGivenUp = true };
        if (ending.IsOpen || ending.Failure is not null)
        {
            return report;
        }

        return report with { ExitCode = ExitCode.Done, Notes = [$"Run {ending.Summary.Run} is closed for good: {PeopleOf(ending.Summary.Users)}{DoubtsOf(ending.Summary.Doubts.Counts)}"] };
    }

    private static string PeopleOf(UserCounts users) => users.InScope == 0
        ? "nobody had been decided, and nothing was written."
        : $"{(users.Changed == 1 ? "1 person was" : $"{users.Changed} people were")} changed, {users.Failed} {(users.Failed == 1 ? "was" : "were")} left undone or failed.";

    // Where no write had been in doubt there is nothing to say of doubts.
    private static string DoubtsOf(DoubtCounts doubts) => doubts switch
    {
        { Total: 0 } => string.Empty,
        { Unsettled: 0 } => " What was in doubt is settled.",
        { Unsettled: 1 } => " Of 1 write in doubt it could not be told whether it was applied: a new run reads the target afresh.",
        _ => $" Of {doubts.Unsettled} writes in doubt it could not be told whether they were applied: a new run reads the target afresh.",
    };

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

    /// <summary>The report of a resume with nothing to go on with: it says nothing of any run.</summary>
    public static RunReport NothingOpen(SourceMode mode, Instant now)
    {
        var none = new RunSummary(
            new RunId(string.Empty), RunStatus.Planned, mode, RowCounts.None, 0, UserCounts.None, OperationCounts.None, RequestCounts.None, 0, 0, GuardVerdict.Pass, [], now, now, 0);
        return Telling(ExitCode.Done, none, "No run is open: there is nothing to go on with.");
    }

    /// <summary>The report of undoing a run that wrote nothing.</summary>
    public static RunReport NothingToUndo(RunId run, Instant now)
    {
        var none = new RunSummary(
            new RunId(string.Empty), RunStatus.Planned, SourceMode.Partial, RowCounts.None, 0, UserCounts.None, OperationCounts.None, RequestCounts.None, 0, 0, GuardVerdict.Pass, [], now, now, 0);
        return Telling(ExitCode.Done, none, $"Run {run} wrote nothing: there is nothing to undo.");
    }

    /// <summary>The report of undoing a run: where something of it is left, not everything is as it was before.</summary>
    public static RunReport OfUndoing(RunReport plan) =>
        plan.ExitCode == ExitCode.Done && plan.Summary.Findings.Any(finding => finding.Rule == UserProblem.UndoLeft)
            ? plan with { ExitCode = ExitCode.Partial, Summary = plan.Summary with { Status = RunStatus.Partial } }
            : plan;

    /// <summary>The report of a resume of a closed run: what is recorded of that run, with the exit code of its status.</summary>
    public static RunReport OfClosed(RunRecord run)
    {
        var (end, summary) = EndOf(run);
        var how = end.Abandoned
            ? $"was abandoned {InstantText.At(end.At)}"
            : $"ended {InstantText.At(end.At)}";
        return Telling(CodeOf(summary), summary, $"Run {run.Id} is not open: it {how}{WithWhat(end.Status)}") with { IsGivenUp = end.Abandoned };
    }

    private static string WithWhat(RunStatus status) => status switch
    {
        RunStatus.Converged or RunStatus.Planned => ", and nothing was left to do.",
        RunStatus.Held => " before anything was written. A new run does it.",
        RunStatus.Failed => " and had failed. A new run does what is left.",
        _ => " with a part left undone. A new run does the rest.",
    };

    /// <summary>The report of giving up a run that is closed already: what is recorded of it, and nothing is left to do.</summary>
    public static RunReport OfAbandonedBefore(RunRecord run)
    {
        var (end, summary) = EndOf(run);
        var error = $"Run {run.Id} is not open: it {(end.Abandoned ? "was abandoned" : "ended")} {InstantText.At(end.At)}. Nothing was done.";
        return Telling(ExitCode.Done, summary, error) with { IsGivenUp = end.Abandoned };
    }

    private static (RunEnd End, RunSummary Summary) EndOf(RunRecord run)
    {
        var end = run.End ?? throw new InvalidOperationException($"Run {run.Id} is open.");
        return (end, SummaryJson.Read(end.Summary));
    }

    // A summary in JSON has no place for notes: what the command has to say stands among its findings too.
    private static RunReport Telling(int code, RunSummary summary, string note) => new(
        code,
        summary with { Findings = summary.Findings.Insert(0, new Finding(string.Empty, 0, string.Empty, RunReport.NothingOpen, note, FindingSeverity.Notice)) },
        [],
        null,
        null,
        null,
        null,
        [note]);

    private static string TakenOver(RunEnding ending) =>
        $"These figures are what this process knew when it ended. What it had not stored is settled by reads: `actorsync runs {ending.Summary.Run}` tells how the run stands, and `actorsync resume {ending.Summary.Run}` goes on with it where it is still open.";

    private static string Open(RunEnding ending)
    {
        var (why, when) = ending.Stop switch
        {
            RunStop.Interrupted { Until: { } until } => (", since that is longer than Target:MaxPause", $" after {InstantText.At(until)}"),
            RunStop.Unreachable { IsAnswered: false } unreachable => ("", $" once the {(unreachable.AtLogin ? "login" : "target")} is back"),
            _ => ("", ""),
        };
        return RunReport.SayOpen(ending.Summary.Run, why, when);
    }

    private static int CodeOf(RunEnding ending) => ending switch
    {
        { Loss: not null } => ExitCode.Conflict,
        { Failure: not null } => ExitCode.Failed,
        { Stop: RunStop.Interrupted } => ExitCode.Interrupted,
        { Stop: not null } => ExitCode.Unavailable,
        { Summary.Status: RunStatus.Failed } => ExitCode.Failed,
        _ => CodeOf(ending.Summary),
    };

    private static int CodeOf(RunSummary summary) => summary.Status switch
    {
        RunStatus.Planned or RunStatus.Converged => ExitCode.Done,
        RunStatus.Held => ExitCode.Held,
        RunStatus.Partial => ExitCode.Partial,
        RunStatus.Interrupted => ExitCode.Interrupted,
        _ => summary.Findings.Any(finding => StopRule.IsUnavailable(finding.Rule)) ? ExitCode.Unavailable : ExitCode.Failed,
    };

    private static string? ErrorOf(RunEnding ending) => ending.Failure ?? ending.Stop switch
    {
        null or RunStop.Interrupted => null,
        var stop => RunVerdict.InFull(stop),
    };
}
