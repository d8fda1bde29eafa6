using System.Text.Json;
using ActorSync.Engine.Audit.Export;
using NodaTime.Text;

namespace ActorSync.Cli.Output;

/// <summary>What an export of the audit log came to.</summary>
internal static class ExportReport
{
    /// <summary>Writes it for people.</summary>
    public static void Write(ReportWriter report, string file, ExportOutcome outcome)
    {
        report.Line($"{Figures.Count(outcome.Records, "record is", "records are")} in {file}.");
        if (outcome.ReachesBackTo is { } since)
        {
            report.Line($"They reach back to {Figures.At(since)}: what was before is cut off by Journal:KeepDays.");
        }

        if (outcome.Unproven > 0)
        {
            report.Line($"{Figures.Count(outcome.Unproven, "has", "have")} no proof yet: their run is not sealed.");
        }

        if (outcome is { HasProofs: true, Records: > 0, LastSeal: { } seal })
        {
            report.Line($"Last seal: {seal}. Whoever kept it elsewhere checks the file with `actorsync verify-audit --proof {file} --seal {seal}`.");
        }
    }

    /// <summary>Writes it as the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, string file, ExportFormat format, ExportOutcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteString("file", file);
        writer.WriteString("format", format.ToString().ToLowerInvariant());
        writer.WriteNumber("records", outcome.Records);
        writer.WriteBoolean("hasProofs", outcome.HasProofs);
        writer.WriteNumber("unproven", outcome.Unproven);
        writer.WriteString("reachesBackTo", outcome.ReachesBackTo is { } since ? InstantPattern.ExtendedIso.Format(since) : null);
        writer.WriteString("lastSeal", outcome.LastSeal?.ToString());
        writer.WriteEndObject();
    }
}
