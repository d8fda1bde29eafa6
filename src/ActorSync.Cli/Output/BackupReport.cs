using System.Text.Json;
using ActorSync.Engine.Backup;

namespace ActorSync.Cli.Output;

/// <summary>What came of a backup or a restore.</summary>
internal static class BackupReport
{
    /// <summary>Writes for people what was backed up.</summary>
    public static void Write(ReportWriter report, BackupDone done) => report.Line(
        $"Backed up to {done.File} what was stored by {Figures.At(done.CreatedAt)}: {Figures.Count(done.Rows, "row", "rows")} of the journal and {Figures.Count(done.Files, "file", "files")}, "
        + $"{Figures.Count(done.Bytes, "byte", "bytes")}. It names people: keep it as you keep the state.");

    /// <summary>Writes for people what was restored.</summary>
    public static void Write(ReportWriter report, RestoreDone done)
    {
        report.Line($"Restored {done.Folder} as it was at {Figures.At(done.CreatedAt)}.");
        foreach (var aside in done.Aside)
        {
            report.Line($"What was there is kept in {aside}.");
        }

        report.Line(
            "What ActorSync wrote to the target after that instant is not in this journal: it counts as somebody else's, and is not removed under the policy 'owned'. "
            + "Nor are the dates of certifications known that sources have stated since: run them again.");
        if (done.PausesUnread is { } unread)
        {
            report.Line($"What the target had asked to wait for, and only the replaced journal had, could not be read, so that the next run may send too early: {unread}");
        }

        WriteSeal(report, done);
        foreach (var flaw in done.Verdict.Flaws)
        {
            report.Write("bad: ", Tone.Bad).Line($"{flaw}.");
        }

        if (!done.Verdict.Flaws.IsEmpty)
        {
            report.Line("The backup is whole, but the audit log was not as it was written when it was made. Restore an earlier backup where you have one.");
        }

        if (done.ReplacedOpenRun is { } gone)
        {
            report.Write("attention: ", Tone.Attention).Line(
                $"Run {gone} was open in the state that was replaced, and this one does not know it: it cannot be resumed from here any more, and what it has written counts as somebody else's. "
                + "What is kept aside still has it.");
        }

        if (done.OpenRun is { } run)
        {
            report.Line($"Run {run} is open: actorsync resume goes on with it, and settles by reads what was under way.");
        }
    }

    /// <summary>Writes what was backed up as the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, BackupDone done)
    {
        writer.WriteStartObject();
        writer.WriteString("status", "done");
        writer.WriteString("file", done.File);
        writer.WriteString("createdAt", Figures.Exact(done.CreatedAt));
        writer.WriteNumber("rows", done.Rows);
        writer.WriteNumber("files", done.Files);
        writer.WriteNumber("bytes", done.Bytes);
        writer.WriteEndObject();
    }

    /// <summary>Writes what was restored as the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, RestoreDone done)
    {
        writer.WriteStartObject();
        writer.WriteString("status", done.Verdict.Flaws.IsEmpty ? "done" : "damaged");
        writer.WriteString("createdAt", Figures.Exact(done.CreatedAt));
        writer.WriteString("folder", done.Folder);
        writer.WriteStartArray("aside");
        foreach (var aside in done.Aside)
        {
            writer.WriteStringValue(aside);
        }

        writer.WriteEndArray();
        writer.WriteString("lastSeal", done.Verdict.LastSeal?.ToString());
        writer.WriteString("replacedSeal", done.ReplacedSeal);
        writer.WriteString("openRun", done.OpenRun?.Value);
        writer.WriteString("replacedOpenRun", done.ReplacedOpenRun?.Value);
        writer.WriteString("pausesUnread", done.PausesUnread);
        writer.WriteStartArray("flaws");
        foreach (var flaw in done.Verdict.Flaws)
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

    private static void WriteSeal(ReportWriter report, RestoreDone done)
    {
        var last = done.Verdict.LastSeal?.ToString();
        report.Line(last is null ? "No run is sealed in it." : $"The last seal is {last} now.");
        if (done.ReplacedSeal is { } replaced && replaced != last)
        {
            report.Line($"Before the restore it was {replaced}: wherever that is kept, note that this restore, and nobody's hand, has taken it out of the journal.");
        }
    }
}
