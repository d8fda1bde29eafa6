using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Runs;

/// <summary>The summary's JSON form: one object, always the same properties in the same order.</summary>
public static class SummaryJson
{
    /// <summary>How the program writes JSON: readable, and with every script's letters as they are.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

        writer.WriteStartObject("rows"u8);
        writer.WriteNumber("read"u8, summary.Rows.Read);
        writer.WriteNumber("accepted"u8, summary.Rows.Accepted);
        writer.WriteNumber("rejected"u8, summary.Rows.Rejected);
        writer.WriteNumber("superseded"u8, summary.Rows.Superseded);
        writer.WriteNumber("outOfScope"u8, summary.Rows.OutOfScope);
        writer.WriteEndObject();

        writer.WriteStartObject("items"u8);
        writer.WriteNumber("rejected"u8, summary.ItemsRejected);
        writer.WriteEndObject();

        writer.WriteStartObject("users"u8);
        writer.WriteNumber("inScope"u8, summary.Users.InScope);
        writer.WriteNumber("changed"u8, summary.Users.Changed);
        writer.WriteNumber("unchanged"u8, summary.Users.Unchanged);
        writer.WriteNumber("failed"u8, summary.Users.Failed);
        writer.WriteNumber("held"u8, summary.Users.Held);
        writer.WriteNumber("unmatched"u8, summary.Users.Unmatched);
        writer.WriteEndObject();

        writer.WriteStartObject("operations"u8);
        writer.WriteNumber("skillsAdded"u8, summary.Operations.SkillsAdded);
        writer.WriteNumber("skillsRated"u8, summary.Operations.SkillsRated);
        writer.WriteNumber("skillsRemoved"u8, summary.Operations.SkillsRemoved);
        writer.WriteNumber("certificationsSet"u8, summary.Operations.CertificationsSet);
        writer.WriteNumber("certificationsEnded"u8, summary.Operations.CertificationsEnded);
        writer.WriteEndObject();

        writer.WriteStartObject("requests"u8);
        writer.WriteNumber("sent"u8, summary.Requests.Sent);
        writer.WriteNumber("reads"u8, summary.Requests.Reads);
        writer.WriteNumber("writes"u8, summary.Requests.Writes);
        writer.WriteNumber("tokens"u8, summary.Requests.Tokens);
        writer.WriteNumber("throttled"u8, summary.Requests.Throttled);
        writer.WriteNumber("retried"u8, summary.Requests.Retried);
        writer.WriteNumber("ambiguous"u8, summary.Requests.Ambiguous);
        writer.WriteNumber("writesLowerBound"u8, summary.WritesLowerBound);
        writer.WriteNumber("forecast"u8, summary.Forecast);
        writer.WriteEndObject();

        writer.WriteStartObject("guard"u8);
        writer.WriteString("verdict"u8, NameOf(summary.Guard.Outcome));
        writer.WriteStartArray("reasons"u8);
        foreach (var reason in summary.Guard.Reasons)
        {
            writer.WriteStringValue(reason);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();

        writer.WriteStartArray("findings"u8);
        foreach (var finding in summary.Findings)
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
        writer.WriteString("startedAt"u8, Text(summary.StartedAt));
        writer.WriteString("finishedAt"u8, Text(summary.FinishedAt));
        writer.WriteNumber("resumedCount"u8, summary.ResumedCount);
        DoubtsJson.Write(writer, summary.Doubts);
        if (summary.Gateway is { } gateway)
        {
            GatewayJson.Write(writer, gateway);
        }

        writer.WriteEndObject();
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
            new RunId(json.GetProperty("runId").GetString()!),
            Enum.Parse<RunStatus>(json.GetProperty("status").GetString()!, ignoreCase: true),
            Enum.Parse<SourceMode>(json.GetProperty("mode").GetString()!, ignoreCase: true),
            new RowCounts(Long(rows, "read"), Long(rows, "accepted"), Long(rows, "rejected"), Long(rows, "superseded"), Long(rows, "outOfScope")),
            Long(json.GetProperty("items"), "rejected"),
            new UserCounts(
                Long(users, "inScope"), Long(users, "changed"), Long(users, "unchanged"), Long(users, "failed"), Long(users, "held"), Long(users, "unmatched")),
            new OperationCounts(
                Long(operations, "skillsAdded"),
                Long(operations, "skillsRated"),
                Long(operations, "skillsRemoved"),
                Long(operations, "certificationsSet"),
                Long(operations, "certificationsEnded")),
            new RequestCounts(
                Long(requests, "reads"),
                Long(requests, "writes"),
                Long(requests, "tokens"),
                Long(requests, "throttled"),
                Long(requests, "retried"),
                Long(requests, "ambiguous")),
            Long(requests, "writesLowerBound"),
            Long(requests, "forecast"),
            new GuardVerdict(
                Enum.Parse<GuardOutcome>(guard.GetProperty("verdict").GetString()!, ignoreCase: true),
                [.. guard.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)],
                null),
            [.. json.GetProperty("findings").EnumerateArray().Select(ReadFinding)],
            Instant(json, "startedAt"),
            Instant(json, "finishedAt"),
            json.GetProperty("resumedCount").GetInt32())
        {
            Doubts = json.TryGetProperty("doubts", out var doubts) ? DoubtsJson.Read(doubts) : RunDoubts.None,
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

    private static Finding ReadFinding(JsonElement json) => new(
        json.GetProperty("file").GetString()!,
        json.GetProperty("line").GetInt32(),
        json.GetProperty("column").GetString()!,
        json.GetProperty("rule").GetString()!,
        json.GetProperty("message").GetString()!,
        FindingSeverity.Error);

    private static long Long(JsonElement json, string name) => json.GetProperty(name).GetInt64();

    private static Instant Instant(JsonElement json, string name) => InstantPattern.ExtendedIso.Parse(json.GetProperty(name).GetString()!).Value;

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
