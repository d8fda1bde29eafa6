using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSync.Core.Audit;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>The summary's JSON form: one object, always the same properties in the same order.</summary>
public static class SummaryJson
{
    /// <summary>How the program writes JSON: readable, and with every script's letters as they are.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Took = "tookSeconds";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The summary on one line.</summary>
    public static string Write(RunSummary summary)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            Write(writer, summary);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the summary as one object.</summary>
    public static void Write(Utf8JsonWriter writer, RunSummary summary)
    {
        writer.WriteStartObject();
        writer.WriteString("runId"u8, summary.Run.Value);
        writer.WriteString("status"u8, NameOf(summary.Status));
        writer.WriteString("mode"u8, summary.Mode == SourceMode.Full ? "full" : "partial");

        var (rows, users, operations, requests) = (summary.Rows, summary.Users, summary.Operations, summary.Requests);
        writer.WriteCounts(
            "rows", ("read", rows.Read), ("accepted", rows.Accepted), ("rejected", rows.Rejected), ("superseded", rows.Superseded), ("outOfScope", rows.OutOfScope));
        writer.WriteCounts("items", ("rejected", summary.ItemsRejected));
        writer.WriteCounts(
            "users",
            ("inScope", users.InScope),
            ("changed", users.Changed),
            ("unchanged", users.Unchanged),
            ("failed", users.Failed),
            ("held", users.Held),
            ("unmatched", users.Unmatched));
        writer.WriteCounts(
            "operations",
            ("skillsAdded", operations.SkillsAdded),
            ("skillsRated", operations.SkillsRated),
            ("skillsRemoved", operations.SkillsRemoved),
            ("certificationsSet", operations.CertificationsSet),
            ("certificationsEnded", operations.CertificationsEnded));
        writer.WriteCounts(
            "requests",
            ("sent", requests.Sent),
            ("reads", requests.Reads),
            ("writes", requests.Writes),
            ("tokens", requests.Tokens),
            ("throttled", requests.Throttled),
            ("retried", requests.Retried),
            ("ambiguous", requests.Ambiguous),
            ("writesLowerBound", summary.WritesLowerBound),
            ("forecast", summary.Forecast));
        Write(writer, summary.Guard);
        Write(writer, summary.Findings);
        writer.WriteInstant("startedAt", summary.StartedAt);
        writer.WriteInstant("finishedAt", summary.FinishedAt);
        writer.WriteNumber("resumedCount"u8, summary.ResumedCount);
        if (summary.Worked is { } worked)
        {
            writer.WriteNumber(Took, Math.Round(worked.TotalSeconds, 3));
        }

        DoubtsJson.Write(writer, summary.Doubts);
        if (summary.Difference is { } difference)
        {
            DifferenceJson.Write(writer, difference);
        }

        if (summary.Gateway is { } gateway)
        {
            GatewayJson.Write(writer, gateway);
        }

        writer.WriteEndObject();
    }

    /// <summary>The figures of the last process that stopped before the run's end, where it left any.</summary>
    public static RunSummary? LeftBy(RunRecord run) => run.Interruption?.Summary is { } text ? Read(text) : null;

    /// <summary>The figures alone, without findings and single writes; null where the text has none.</summary>
    public static string? WithoutDetails(string text) => Read(text) is var summary && summary.Findings.IsEmpty && summary.Doubts.Listed.IsEmpty
        ? null
        : Write(summary with { Findings = [], Doubts = summary.Doubts with { Listed = [] } });

    /// <summary>The summary without the texts that name a person; null where none does. Figures, instants and ids stay as they are.</summary>
    public static string? Without(string text, PersonMentions mentions)
    {
        ArgumentNullException.ThrowIfNull(mentions);

        return Without(Read(text), mentions) is { } less ? Write(less) : null;
    }

    /// <summary>The summary without the texts that name a person; null where none does.</summary>
    public static RunSummary? Without(RunSummary summary, PersonMentions mentions)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(mentions);

        var findings = summary.Findings.RemoveAll(finding => mentions.AreIn(finding.Message));
        var isFileNamed = findings.Any(finding => mentions.AreIn(finding.File));
        var doubts = summary.Doubts.Listed.RemoveAll(doubt => mentions.Are(doubt.Employee) || mentions.AreIn(doubt.Wrote) || mentions.AreIn(doubt.Reason));
        var reasons = summary.Guard.Reasons.RemoveAll(reason => mentions.AreIn(Guard.ItemsIn(reason)));
        var pauses = summary.Gateway?.Pauses ?? [];
        var isPauseNamed = pauses.Any(pause => mentions.AreIn(pause.Reason));
        if (!isPauseNamed && !isFileNamed && (findings.Length, doubts.Length, reasons.Length) == (summary.Findings.Length, summary.Doubts.Listed.Length, summary.Guard.Reasons.Length))
        {
            return null;
        }

        return summary with
        {
            Findings = isFileNamed ? [.. findings.Select(finding => mentions.AreIn(finding.File) ? finding with { File = PersonMentions.Erased } : finding)] : findings,
            Doubts = summary.Doubts with { Listed = doubts },
            Guard = summary.Guard with { Reasons = reasons },
            Gateway = summary.Gateway is { } gateway && isPauseNamed
                ? gateway with { Pauses = [.. pauses.Select(pause => mentions.AreIn(pause.Reason) ? pause with { Reason = PersonMentions.Erased } : pause)] }
                : summary.Gateway,
        };
    }

    /// <summary>Reads a summary from its text.</summary>
    public static RunSummary Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        return Read(json.RootElement);
    }

    /// <summary>Reads what <see cref="Write(RunSummary)"/> wrote; a finding's severity is not kept and reads as an error.</summary>
    public static RunSummary Read(JsonElement json)
    {
        var rows = json.GetProperty("rows");
        var users = json.GetProperty("users");
        var operations = json.GetProperty("operations");
        var requests = json.GetProperty("requests");
        var guard = json.GetProperty("guard");
        return new RunSummary(
            new RunId(json.Text("runId")),
            Enum.Parse<RunStatus>(json.Text("status"), ignoreCase: true),
            Enum.Parse<SourceMode>(json.Text("mode"), ignoreCase: true),
            new RowCounts(rows.Count("read"), rows.Count("accepted"), rows.Count("rejected"), rows.Count("superseded"), rows.Count("outOfScope")),
            json.GetProperty("items").Count("rejected"),
            new UserCounts(
                users.Count("inScope"), users.Count("changed"), users.Count("unchanged"), users.Count("failed"), users.Count("held"), users.Count("unmatched")),
            new OperationCounts(
                operations.Count("skillsAdded"),
                operations.Count("skillsRated"),
                operations.Count("skillsRemoved"),
                operations.Count("certificationsSet"),
                operations.Count("certificationsEnded")),
            new RequestCounts(
                requests.Count("reads"),
                requests.Count("writes"),
                requests.Count("tokens"),
                requests.Count("throttled"),
                requests.Count("retried"),
                requests.Count("ambiguous")),
            requests.Count("writesLowerBound"),
            requests.Count("forecast"),
            new GuardVerdict(
                Enum.Parse<GuardOutcome>(guard.Text("verdict"), ignoreCase: true),
                [.. guard.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)],
                null),
            [.. json.GetProperty("findings").EnumerateArray().Select(ReadFinding)],
            json.Instant("startedAt"),
            json.Instant("finishedAt"),
            json.GetProperty("resumedCount").GetInt32())
        {
            Doubts = json.TryGetProperty("doubts", out var doubts) ? DoubtsJson.Read(doubts) : RunDoubts.None,
            Worked = json.TryGetProperty(Took, out var took) ? Duration.FromSeconds(took.GetDouble()) : null,
            Difference = DifferenceJson.Read(json),
            Gateway = json.TryGetProperty("gateway", out var gateway) ? GatewayJson.Read(gateway) : null,
        };
    }

    /// <summary>The status as the summary names it.</summary>
    public static string NameOf(RunStatus status) => status switch
    {
        RunStatus.Planned => "planned",
        RunStatus.Converged => "converged",
        RunStatus.Partial => "partial",
        RunStatus.Held => "held",
        RunStatus.Interrupted => "interrupted",
        RunStatus.Failed => "failed",
        _ => throw new InvalidOperationException($"Unknown status {status}."),
    };

    private static string NameOf(GuardOutcome outcome) => outcome switch
    {
        GuardOutcome.Pass => "pass",
        GuardOutcome.Hold => "hold",
        GuardOutcome.Overridden => "overridden",
        _ => throw new InvalidOperationException($"Unknown verdict {outcome}."),
    };

    private static void Write(Utf8JsonWriter writer, GuardVerdict guard)
    {
        writer.WriteStartObject("guard"u8);
        writer.WriteString("verdict"u8, NameOf(guard.Outcome));
        writer.WriteStartArray("reasons"u8);
        foreach (var reason in guard.Reasons)
        {
            writer.WriteStringValue(reason);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ImmutableArray<Finding> findings)
    {
        writer.WriteStartArray("findings"u8);
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteString("file"u8, finding.File);
            writer.WriteNumber("line"u8, finding.Line);
            writer.WriteString("column"u8, finding.Column);
            writer.WriteString("rule"u8, finding.Rule);
            writer.WriteString("message"u8, finding.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static Finding ReadFinding(JsonElement json) => new(
        json.Text("file"),
        json.GetProperty("line").GetInt32(),
        json.Text("column"),
        json.Text("rule"),
        json.Text("message"),
        SeverityOf(json.Text("rule")));

    // The contract's findings carry no severity. A notice that came back as an error would ask a person for something.
    private static FindingSeverity SeverityOf(string rule) =>
        rule is RosterRule.ColumnsIgnored or RosterRule.HeaderRepeated ? FindingSeverity.Notice : FindingSeverity.Error;
}
