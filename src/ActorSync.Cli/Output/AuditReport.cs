using System.Text.Json;
using ActorSync.Engine.Audit;
using NodaTime.Text;

namespace ActorSync.Cli.Output;

/// <summary>What came of checking the audit log.</summary>
internal static class AuditReport
{
    /// <summary>Writes it for people.</summary>
    /// <param name="report">Where to.</param>
    /// <param name="verdict">The verdict, or null where there is no journal yet.</param>
    public static void Write(ReportWriter report, AuditVerdict? verdict)
    {
        if (verdict is null)
        {
            report.Line("There is no audit log yet: no run has been made against this target from this state.");
            return;
        }

        foreach (var flaw in verdict.Flaws)
        {
            report.Write("bad: ", Tone.Bad).Line($"{flaw}.");
        }

        var looked = $"{Figures.Count(verdict.Records, "record", "records")} of {Figures.Count(verdict.Runs, "sealed run", "sealed runs")}";
        report.Line(verdict.Flaws.IsEmpty
            ? $"The audit log is as it was written: {looked}."
            : $"The audit log is not as it was written. The first bad record of each journal is named above; {looked} were read up to there. "
                + "What comes after a bad record proves nothing. Restore the journal from a backup, and find out who had access to it.");
        if (verdict.Unsealed > 0)
        {
            report.Line($"{Figures.Count(verdict.Unsealed, "record is", "records are")} not sealed yet: their run is open, or it was closed by a process that ended before it could seal it, which the next `run` or `resume` does.");
        }

        if (verdict is { CutAt: { } run, CutOn: { } cutOn, ReachesBackTo: { } since })
        {
            report.Line($"Cut by retention on {Figures.At(cutOn)}, up to run {run}: the records reach back to {Figures.At(since)}. The log says so itself, and the seals before are still in it.");
        }

        if (verdict.Redacted > 0)
        {
            report.Line($"{Figures.Count(verdict.Redacted, "event", "events")} of the run log had text taken out, as the log itself says: of people who were erased, or that was kept long enough.");
        }

        if (verdict is { LastSeal: not null, MissingSealFile: { } missing })
        {
            report.Line(verdict.IsOnServer
                ? $"This host keeps no last seal beside the journal ({missing}), as one does that has made no run. Whether the journal is cut off at its end shows on the hosts that have."
                : $"{missing} is missing, which keeps the last seal beside the journal: without it nothing here tells whether the journal is cut off at its end. The next run that is sealed makes it anew.");
        }

        if (verdict.LastSeal is { } seal)
        {
            report.Line($"Last seal: {seal}. Kept elsewhere, it proves that nothing before it was changed since.");
        }
    }

    /// <summary>Writes it as the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, AuditVerdict? verdict)
    {
        writer.WriteStartObject();
        writer.WriteString("status", verdict is { Flaws.IsEmpty: false } ? "damaged" : "intact");
        writer.WriteNumber("runs", verdict?.Runs ?? 0);
        writer.WriteNumber("records", verdict?.Records ?? 0);
        writer.WriteNumber("unsealed", verdict?.Unsealed ?? 0);
        writer.WriteString("cutAt", verdict?.CutAt?.Value);
        writer.WriteString("cutOn", verdict?.CutOn is { } cutOn ? InstantPattern.ExtendedIso.Format(cutOn) : null);
        writer.WriteString("reachesBackTo", verdict?.ReachesBackTo is { } since ? InstantPattern.ExtendedIso.Format(since) : null);
        writer.WriteNumber("redacted", verdict?.Redacted ?? 0);
        writer.WriteString("lastSeal", verdict?.LastSeal?.ToString());
        writer.WriteBoolean("sealFileMissing", verdict is { LastSeal: not null, MissingSealFile: not null });
        writer.WriteStartArray("flaws");
        foreach (var flaw in verdict?.Flaws ?? [])
        {
            writer.WriteStartObject();
            writer.WriteString("journal", flaw.Journal);
            writer.WriteNumber("event", flaw.Position);
            writer.WriteString("message", flaw.What);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
