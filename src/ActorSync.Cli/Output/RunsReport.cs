using System.Text.Json;
using ActorSync.Core.Leases;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Cli.Output;

/// <summary>Runs of the past, for people and for scripts.</summary>
internal static class RunsReport
{
    /// <summary>Writes a line per run, the latest first.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="standing">How the open one of them stands, or null.</param>
    /// <param name="writer">The process that writes, or did last, or null.</param>
    public static void WriteList(ReportWriter report, IReadOnlyList<RunRecord> runs, RunStanding? standing, WriterStanding? writer = null)
    {
        if (runs.Count == 0)
        {
            report.Line("No run yet.");
        }

        foreach (var run in runs)
        {
            report.Write(run.Id.Value, Tone.Strong).Write($"  {StatusOf(run),-11}", ToneOf(run)).Write($"  {run.Command,-5}  {run.Source}");
            if (SummaryOf(run) is { } summary)
            {
                var soFar = SoFar(run, standing);
                var users = (soFar ?? summary).Users;
                report.Write(IsOfNobody(run, summary)
                    ? run.IsOpen ? "  nobody is synced yet" : "  nobody was synced"
                    : $"  {Done(run, summary, standing)}, {Figures.Count(users.Unchanged)} unchanged, {Figures.Count(users.Failed)} {Failed(run, soFar)}, {Figures.Count(users.Held)} held");
            }

            report.Write($"  {Figures.Count(run.Requests.Sent, "request", "requests")}", Tone.Faint);
            if (run.IsOpen && standing?.Pause is { } pause)
            {
                report.Write($"  {pause}", Tone.Attention);
            }

            report.EndLine();
        }

        if (standing is not null && runs.FirstOrDefault(run => run.IsOpen) is { } open)
        {
            report.Line(standing.WhatToDo(open.Id));
        }

        Write(report, writer);
    }

    /// <summary>Writes one run in full.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="run">The run.</param>
    /// <param name="standing">How it stands where it is open, or null.</param>
    /// <param name="configuredPerMinute">The configured pace over all tokens; 0 where there is none.</param>
    /// <param name="writer">The process that writes, or did last, or null.</param>
    public static void WriteOne(ReportWriter report, RunRecord run, RunStanding? standing, double configuredPerMinute = 0, WriterStanding? writer = null)
    {
        WriteFigures(report, run, standing, configuredPerMinute);
        if (run.IsOpen && standing is not null)
        {
            report.Line(standing.WhatToDo(run.Id));
            Write(report, writer);
        }
    }

    private static void Write(ReportWriter report, WriterStanding? writer)
    {
        if (writer is not null)
        {
            report.Line(writer.ToString(), writer.State == WriterState.AtWork ? Tone.Faint : Tone.Attention);
        }
    }

    private static void WriteFigures(ReportWriter report, RunRecord run, RunStanding? standing, double configuredPerMinute)
    {
        report.Write($"Run {run.Id} ", Tone.Strong).Line(StatusOf(run), ToneOf(run));
        report.Line($"  {run.Command} of {string.Join(", ", run.Files)}, source {run.Source}");
        report.Line($"  began {Figures.At(run.StartedAt)}{(run.ResumedCount > 0 ? $", resumed {Figures.Count(run.ResumedCount, "time", "times")}" : string.Empty)}");
        if (run.AcceptReason.Length > 0)
        {
            report.Line($"  accepted because: {run.AcceptReason}");
        }

        if (run.Interruption is { } interruption)
        {
            report.Line($"  interrupted {Figures.At(interruption.At)}: {interruption.Reason}", Tone.Attention);
        }

        if (run.End is { } end)
        {
            report.Line($"  ended {Figures.At(end.At)}{(end.Abandoned ? ", abandoned" : string.Empty)}");
        }

        if (run.IsOpen && standing?.Pause is { } pause)
        {
            report.Line($"  {pause}", Tone.Attention);
        }

        var summary = SummaryOf(run);
        var soFar = SoFar(run, standing);
        if ((run.IsOpen ? soFar : summary) is { } told)
        {
            ForecastText.Write(report, told, run.End is { Abandoned: true });
        }
        else
        {
            report.Line("  " + SummaryText.Requests(run.Requests));
        }

        if (summary is null)
        {
            return;
        }

        if (summary.Rows.Read > 0)
        {
            report.Line("  " + SummaryText.Rows(summary.Rows, summary.ItemsRejected));
        }

        report.Line("  " + (IsOfNobody(run, summary)
            ? SummaryText.NobodySynced(run.IsOpen)
            : SummaryText.People((soFar ?? summary).Users, soFar is null ? Changed(run) : "changed", failed: Failed(run, soFar))));
        if (run.IsOpen && standing is not null)
        {
            report.Line($"  so far: {Done(run, summary, standing)}");
        }

        if (soFar is not null)
        {
            report.Line("  " + SummaryText.Operations(soFar.Operations));
        }

        if (!IsOfNobody(run, summary))
        {
            report.Line((run.IsOpen ? "  as decided: " : "  ") + SummaryText.Operations(summary.Operations));
        }

        GatewayText.Write(report, run.IsOpen ? GatewaySummary.Of(run.Requests) : summary.Gateway, configuredPerMinute);
        DoubtsText.Write(report, summary.Doubts);
        GuardText.Write(report, summary.Guard);
        AttentionText.Write(report, summary);
    }

    /// <summary>Writes the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<RunRecord> runs, RunStanding? standing, WriterStanding? held = null)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("runs");
        foreach (var run in runs)
        {
            WriteJson(writer, run, run.IsOpen ? standing : null);
        }

        writer.WriteEndArray();
        WriteJson(writer, held);
        writer.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter writer, WriterStanding? held)
    {
        writer.WritePropertyName("writer");
        if (held is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("processId", held.Owner.ProcessId);
        writer.WriteString("host", held.Owner.Host);
        writer.WriteString("command", held.Owner.Command);
        writer.WriteString("since", Text(held.Owner.Since));
        writer.WriteString("holdsUntil", held.HoldsUntil is { } until ? Text(until) : null);
        writer.WriteString("state", held.State switch
        {
            WriterState.AtWork => "atWork",
            WriterState.Silent => "silent",
            WriterState.Gone => "ended",
            _ => throw new InvalidOperationException($"Unknown state {held.State}."),
        });
        writer.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter writer, RunRecord run, RunStanding? standing)
    {
        writer.WriteStartObject();
        writer.WriteString("runId", run.Id.Value);
        writer.WriteString("status", StatusOf(run));
        writer.WriteBoolean("open", run.IsOpen);
        writer.WriteString("command", run.Command);
        writer.WriteString("source", run.Source.Value);
        writer.WriteStartArray("files");
        foreach (var file in run.Files)
        {
            writer.WriteStringValue(file);
        }

        writer.WriteEndArray();
        writer.WriteString("acceptReason", run.AcceptReason.Length == 0 ? null : run.AcceptReason);
        writer.WriteString("startedAt", Text(run.StartedAt));
        writer.WriteString("finishedAt", run.End is { } end ? Text(end.At) : null);
        writer.WriteString("interruption", run.Interruption?.Reason);
        writer.WriteNumber("resumedCount", run.ResumedCount);
        writer.WriteNumber("requestsSent", run.Requests.Sent);
        if (standing is not null)
        {
            writer.WriteNumber("changedSoFar", standing.Changed);
            writer.WriteString("pausedUntil", standing.PausedUntil is { } until ? Text(until) : null);
        }

        writer.WritePropertyName("summary");
        if ((SoFar(run, standing) ?? SummaryOf(run)) is { } summary)
        {
            SummaryJson.Write(writer, summary);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteEndObject();
    }

    private static string StatusOf(RunRecord run) => run switch
    {
        { End: { Abandoned: true } } => "abandoned",
        { End: { } end } => SummaryJson.NameOf(end.Status),
        { Interruption: not null } => "interrupted",
        _ => "open",
    };

    private static bool IsOfNobody(RunRecord run, RunSummary summary) => SummaryText.IsOfNobody(summary, run.IsOpen, run.End?.Abandoned == true);

    private static string Done(RunRecord run, RunSummary summary, RunStanding? standing) => run.IsOpen && standing is not null
        ? $"{Figures.Count(standing.Changed)} of {Figures.Count(summary.Users.Changed)} changed"
        : $"{Figures.Count(summary.Users.Changed)} {Changed(run)}";

    // The summary of an open run is of what it decided.
    private static string Changed(RunRecord run) => run.IsOpen ? "to change" : "changed";

    private static string Failed(RunRecord run, RunSummary? soFar) => soFar is not null || run.End is { Abandoned: true } ? SummaryText.NotDone : "failed";

    // The figures of an open run that no process is at work on; the standing is of the open one.
    private static RunSummary? SoFar(RunRecord run, RunStanding? standing) => run.IsOpen ? standing?.SoFar : null;

    private static Tone ToneOf(RunRecord run) => run.End?.Status switch
    {
        RunStatus.Converged or RunStatus.Planned => Tone.Good,
        RunStatus.Failed or RunStatus.Held => Tone.Bad,
        _ => Tone.Attention,
    };

    private static RunSummary? SummaryOf(RunRecord run)
    {
        if ((run.End?.Summary ?? run.DecidedSummary) is not { Length: > 0 } text)
        {
            return null;
        }

        return SummaryJson.Read(text);
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
