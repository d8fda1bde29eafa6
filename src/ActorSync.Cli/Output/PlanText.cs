using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime.Extensions;

namespace ActorSync.Cli.Output;

/// <summary>A plan as people read it: a diff grouped per person, then what it comes to.</summary>
internal static class PlanText
{
    // The rate that a plan counts with leaves out tokens that are paused for longer.
    private static readonly NodaTime.Duration Long = RateBudget.NamedWindow.ToDuration();

    /// <summary>Writes the whole diff, however long: whoever wants less pipes it into a pager.</summary>
    public static void WriteDiff(ReportWriter report, RunReport run)
    {
        foreach (var user in run.Plan.Where(user => !user.Operations.IsEmpty).OrderBy(user => user.Employee, StringComparer.Ordinal))
        {
            WriteUser(report, user, run);
        }
    }

    /// <summary>Writes the figures: people, operations, guard, requests and time.</summary>
    public static void WriteFigures(ReportWriter report, RunReport run)
    {
        var summary = run.Summary;
        report.Write("Plan: ", Tone.Strong).Line(SummaryText.People(summary.Users, "would change", "are as desired"));
        report.Line("      " + SummaryText.Operations(summary.Operations));
        GuardText.Write(report, summary.Guard);

        var toCome = Math.Max(0, summary.Forecast - summary.Requests.Sent);
        var fewest = summary.WritesLowerBound == 0 ? "there is nothing to write" : $"no way writes this with fewer than {Figures.Count(summary.WritesLowerBound, "write", "writes")}";
        report.Write("Requests: ", Tone.Strong).Line(
            $"{Figures.Count(summary.Requests.Sent)} sent to read, {Figures.Count(toCome)} to come{InVain(run)}, {Figures.Count(summary.Forecast)} in all; "
            + $"{fewest}.");
        report.Write("Time needed: ", Tone.Strong).Line(
            run is { TimeNeeded: { } time, AllowedPerMinute: { } allowed }
                ? $"about {Figures.Long(time)} for the {Figures.Count(summary.Forecast, "request", "requests")} of a run, at {Figures.Count((long)allowed)} a minute with {Tokens(run)}."
                : "as fast as the target allows; there is no local pace.");
    }

    // What failed of fewer reads says little of the writes, and a person is to know that: a tenth of 400 is told to a third.
    private const long ReadsToTell = 400;

    private static string InVain(RunReport run)
    {
        var requests = run.Summary.Requests;
        return run.ExpectedInVain == 0
            ? string.Empty
            : $" (about {Figures.Count(run.ExpectedInVain)} of them in vain, as {Figures.Count(requests.InVain)} of the {Figures.Count(requests.Sent)} reads {(requests.InVain == 1 ? "was" : "were")}"
                + (requests.Sent < ReadsToTell ? ": so many reads tell that only roughly)" : ")");
    }

    // A token that is paused for long counts for nothing, unless all are.
    private static string Tokens(RunReport run)
    {
        var paused = run.Summary.Gateway?.Pauses.Count(pause => pause.Scope != PauseBegan.LoginScope && !NamedLimit.TryParseLabel(pause.Scope, out _, out _) && pause.Until - run.Summary.FinishedAt > Long) ?? 0;
        return paused > 0 && paused < run.Tokens
            ? $"{Figures.Count(run.Tokens - paused)} of {Figures.Count(run.Tokens)} tokens"
            : Figures.Count(run.Tokens, "token", "tokens");
    }

    private static void WriteUser(ReportWriter report, PlannedUser user, RunReport run)
    {
        report.Write(user.Employee, Tone.Strong).Write($"  user {user.User}", Tone.Faint);
        if (user.Held is { } reason)
        {
            report.Write($"  held: {reason}", Tone.Attention);
        }

        report.EndLine();
        foreach (var operation in user.Operations.OrderBy(operation => OperationLine.Text(operation, run.Taxonomy), StringComparer.Ordinal))
        {
            OperationLine.Write(report, operation, run.Taxonomy);
        }

        report.EndLine();
    }
}
