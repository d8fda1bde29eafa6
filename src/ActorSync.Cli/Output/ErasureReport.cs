using System.Text.Json;
using ActorSync.Engine.Audit;

namespace ActorSync.Cli.Output;

/// <summary>What became of an employee who was to be erased, and what this program cannot reach.</summary>
/// <param name="employee">The employee id.</param>
/// <param name="erasure">What became of it.</param>
internal sealed class ErasureReport(string employee, Erasure erasure)
{
    // Names of files stand in the event that opens a run, which is chained as it is.
    private const string Elsewhere =
        "Not reached from here: the HR file, the target, log files, exports and plans that were written elsewhere, reasons typed with --accept, names of source files in the run log, backups, and the state folders of other hosts.";

    private const string OnServer = "Nor are the server's write-ahead log, its archives, its replicas and its own backups: they have what was written until they have gone past it.";

    private const string Earlier =
        "Employee ids from before a change are found in the plans that are kept. Where those are gone (Journal:KeepDays), or a run has never had one, erase each earlier id as well.";

    private const string Schema = "schema ";

    /// <summary>What is left to a person.</summary>
    private string Remains => string.Join(" ", (string[])[Elsewhere, .. erasure.IsOnServer ? [OnServer] : (string[])[], Earlier]);

    private string Compaction => erasure.IsCompacted
        ? $"The bytes are gone from the journal's {(erasure.IsOnServer ? "tables" : "files")}."
        : $"Another process reads the journal, so that the bytes are still in its files. Say `actorsync journal erase {employee}` again once it has ended.";

    /// <summary>Writes it for people.</summary>
    public void Write(ReportWriter report)
    {
        report.Line(erasure.People.IsEmpty
            ? $"The journal knows nobody with employee id {employee}: whoever had it was erased before, or it is written otherwise, with leading zeros perhaps."
            : $"Employee {employee} is erased. The records stay, under {string.Join(", ", erasure.People)}, and nothing tells any more whose they are.");
        report.Line($"Taken out as well: from {Figures.Count(erasure.Redacted, "event", "events")} of the run log and {Figures.Count(erasure.Plans, "kept plan", "kept plans")}.");
        if (erasure.LeftBehind > 0)
        {
            report.Line($"Deleted as well: {Figures.Count(erasure.LeftBehind, "folder", "folders")} of processes that had died.");
        }

        report.Line(Compaction);
        if (erasure.Naming > 0)
        {
            report.Write("attention: ", Tone.Attention).Line(
                $"{Figures.Count(erasure.Naming, "row", "rows")} of the journal are from an earlier version, which wrote user ids into the events themselves: they may still name the person.");
        }

        foreach (var place in erasure.SetAside)
        {
            report.Write("attention: ", Tone.Attention).Line($"A restore, or a process that died, has left {place}, which may still name the person. {RemedyOf(place)}");
        }

        report.Line(Remains);
        report.Line("Whoever comes back in a later file is a new person: nothing of before is owned.");
    }

    /// <summary>Writes it as the one JSON object.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("people");
        foreach (var person in erasure.People)
        {
            writer.WriteStringValue(person.ToString());
        }

        writer.WriteEndArray();
        writer.WriteNumber("redactedEvents", erasure.Redacted);
        writer.WriteNumber("plans", erasure.Plans);
        writer.WriteNumber("rowsOfEarlierVersions", erasure.Naming);
        writer.WriteBoolean("compacted", erasure.IsCompacted);
        writer.WriteNumber("leftBehind", erasure.LeftBehind);
        writer.WriteStartArray("setAside");
        foreach (var place in erasure.SetAside)
        {
            writer.WriteStringValue(place);
        }

        writer.WriteEndArray();
        writer.WriteString("remains", Remains);
        writer.WriteEndObject();
    }

    private static string RemedyOf(string place) => place.StartsWith(Schema, StringComparison.Ordinal)
        ? $"Once nobody wants to go back to it, say DROP SCHEMA {place[Schema.Length..]} CASCADE on the server."
        : "Once nobody wants to go back to it, delete that folder.";
}
