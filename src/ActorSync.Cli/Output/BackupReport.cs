using System.Text.Json;
using ActorSync.Engine.Backup;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>What came of a backup or a restore.</summary>
internal static class BackupReport
{
    /// <summary>Writes for people what was backed up.</summary>
    public static void Write(ReportWriter report, BackupDone done) =>
        report.Line($"Backed up to {done.File}: {Figures.Count(done.Parts, "file", "files")}, {Figures.Count(done.Bytes, "byte", "bytes")}. It names people: keep it as you keep the state.");

    /// <summary>Writes for people what was restored.</summary>
    public static void Write(ReportWriter report, RestoreDone done)
    {
        report.Line($"Restored {done.Folder} as it was at {Figures.At(Instant.FromDateTimeOffset(done.CreatedAt))}.");
        if (done.Aside is { } aside)
        {
            report.Line($"What was there is kept in {aside}.");
        }

        report.Line(
            "What was written to the target after that instant is not in this journal: it counts as somebody else's, and is not removed under the policy 'owned'. "
            + "actorsync verify-audit checks the journal; actorsync resume goes on with a run that was open.");
    }

    /// <summary>Writes what was backed up as the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, BackupDone done)
    {
        writer.WriteStartObject();
        writer.WriteString("status", "done");
        writer.WriteString("file", done.File);
        writer.WriteNumber("parts", done.Parts);
        writer.WriteNumber("bytes", done.Bytes);
        writer.WriteEndObject();
    }

    /// <summary>Writes what was restored as the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, RestoreDone done)
    {
        writer.WriteStartObject();
        writer.WriteString("status", "done");
        writer.WriteString("createdAt", Figures.Exact(Instant.FromDateTimeOffset(done.CreatedAt)));
        writer.WriteString("folder", done.Folder);
        writer.WriteString("aside", done.Aside);
        writer.WriteEndObject();
    }
}
