using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>The end of a run as people read it: what was done, what needs attention, and where the details are.</summary>
internal static class RunText
{
    private static readonly Duration WorthTelling = Duration.FromSeconds(2);

    /// <summary>Writes the end of a plan.</summary>
    public static void WritePlan(ReportWriter report, RunReport run, string command)
    {
        if (string.IsNullOrEmpty(run.Summary.Run.Value))
        {
            WriteNotes(report, run);
            return;
        }

        if (run.Summary.Status is RunStatus.Interrupted or RunStatus.Failed)
        {
            // Figures of what was not decided would read like a verdict.
            WriteAttention(report, run, command);
            report.Line("No plan was made: the target was not read to the end.", Tone.Attention);
            PauseText.Write(report, run);
            WriteNotes(report, run);
            return;
        }

        PlanText.WriteDiff(report, run);
        WriteAttention(report, run, command);
        if (HasSource(command))
        {
            report.Line(SummaryText.Rows(run.Summary.Rows, run.Summary.ItemsRejected));
        }

        PlanText.WriteFigures(report, run);
        PauseText.Write(report, run);
        WriteNotes(report, run);
    }

    /// <summary>Writes the end of a run that could write.</summary>
    public static void WriteRun(ReportWriter report, RunReport run, string command)
    {
        var summary = run.Summary;
        WriteAttention(report, run, command);
        if (string.IsNullOrEmpty(summary.Run.Value))
        {
            WriteNotes(report, run);
            return;
        }

        var isResumed = summary.ResumedCount > 0;
        var (word, tone) = run is { IsOpen: true, Summary.Status: RunStatus.Failed } ? Word(RunStatus.Interrupted, run.IsGivenUp, isResumed) : Word(summary.Status, run.IsGivenUp, isResumed);
        report.Write("Run ", Tone.Strong).Write(summary.Run.Value, Tone.Strong).Write(" ").Line(word, tone);
        if (summary.Rows.Read > 0)
        {
            report.Line("  " + SummaryText.Rows(summary.Rows, summary.ItemsRejected));
        }

        if (SummaryText.IsOfNobody(summary, run.IsOpen, run.IsGivenUp))
        {
            report.Line("  " + SummaryText.NobodySynced(run.IsOpen), summary.Status == RunStatus.Failed ? Tone.Bad : Tone.Attention);
        }
        else
        {
            WriteDone(report, run);
        }

        ForecastText.Write(report, summary, run.IsGivenUp);
        GatewayText.Write(report, summary.Gateway, run.ConfiguredPerMinute);
        DoubtsText.Write(report, summary.Doubts);
        report.Line("  " + Took(summary));
        if (summary.Guard.Outcome != GuardOutcome.Pass)
        {
            GuardText.Write(report, summary.Guard);
        }

        PauseText.Write(report, run);
        WriteNotes(report, run);
    }

    private static void WriteDone(ReportWriter report, RunReport run)
    {
        // Those whom a run that stays open has not come to count as failed until it is resumed, and nothing went wrong with them; so do those of one that is given up.
        report.Line("  " + SummaryText.People(run.Summary.Users, failed: run.IsGivenUp || run.IsOpen || run.Summary.Status == RunStatus.Interrupted ? SummaryText.NotDone : "failed"));
        report.Line("  " + SummaryText.Operations(run.Summary.Operations));
    }

    private static void WriteAttention(ReportWriter report, RunReport run, string command) =>
        AttentionText.Write(report, run.Summary, run.Error, hasSource: HasSource(command));

    private static bool HasSource(string command) => command is "plan" or "run";

    private static void WriteNotes(ReportWriter report, RunReport run)
    {
        foreach (var note in run.Notes)
        {
            report.Line(note);
        }
    }

    /// <summary><c>Took 9 s, 8 s of it with nothing to send (…).</c> Between two processes of a run nobody works on it: that time is told apart.</summary>
    internal static string Took(RunSummary summary)
    {
        var span = summary.FinishedAt - summary.StartedAt;
        var took = summary.Worked ?? span;
        var parts = new List<string> { $"Took {Figures.Long(took)}" };

        // The gateway's figures are of the time in which something waited for its permit or was under way.
        var idle = took - Duration.FromSeconds(summary.Gateway?.WorkedSeconds ?? 0);
        if (summary.Requests.Sent > 0 && summary.Worked is not null && idle >= WorthTelling)
        {
            parts.Add($"{Figures.Long(idle)} of it with nothing to send (waits before another try, or work on this machine)");
        }

        if (summary.ResumedCount > 0)
        {
            parts.Add($"resumed {Figures.Count(summary.ResumedCount, "time", "times")}");
        }

        var apart = span - took;
        var between = apart >= WorthTelling
            ? $"; {Figures.Long(span)} have passed since it began, {Figures.Long(apart)} of them with no process at work on it that is known of"
            : string.Empty;
        return string.Join(", ", parts) + between + ".";
    }

    private static (string Word, Tone Tone) Word(RunStatus status, bool isGivenUp, bool isResumed) => status switch
    {
        RunStatus.Converged when isGivenUp => ("given up: everything in scope is as desired", Tone.Good),
        RunStatus.Partial when isGivenUp => ("given up: what was not written stays as it is", Tone.Attention),
        RunStatus.Planned => ("planned", Tone.Good),
        RunStatus.Converged when isResumed => ("converged: everything in scope is as it was decided; what has changed since then is for the next run", Tone.Good),
        RunStatus.Converged => ("converged: everything in scope is as desired", Tone.Good),
        RunStatus.Partial => ("finished in part: something needs attention", Tone.Attention),
        RunStatus.Held => ("held: nothing was written", Tone.Bad),
        RunStatus.Interrupted => ("interrupted", Tone.Attention),
        RunStatus.Failed => ("failed", Tone.Bad),
        _ => throw new InvalidOperationException($"Unknown status {status}."),
    };
}
