using System.Text.Json;
using ActorSync.Cli.Doctor;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Output;

/// <summary>The doctor's checks: a line each for people, an object each for scripts.</summary>
internal static class DoctorReport
{
    /// <summary>Writes a line per check, with the remedy.</summary>
    public static void WriteText(ReportWriter report, IReadOnlyList<DoctorCheck> checks)
    {
        foreach (var check in checks)
        {
            var (word, tone) = check.Status switch
            {
                CheckStatus.Ok => ("ok     ", Tone.Good),
                CheckStatus.Warning => ("warning", Tone.Attention),
                CheckStatus.Failed => ("FAILED ", Tone.Bad),
                CheckStatus.Skipped => ("skipped", Tone.Faint),
                _ => throw new InvalidOperationException($"Unknown status {check.Status}."),
            };

            report.Write(word, tone).Write("  ").Write(check.Name, Tone.Strong).Write(": ").Write(check.Message);
            if (check.Remedy is { } remedy)
            {
                report.Write(" " + remedy, tone);
            }

            report.EndLine();
        }
    }

    /// <summary>Writes the one JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<DoctorCheck> checks, int requests, int writeForms)
    {
        writer.WriteStartObject();
        writer.WriteString("status", StatusOf(checks));
        writer.WriteStartArray("checks");
        foreach (var check in checks)
        {
            writer.WriteStartObject();
            writer.WriteString("name", check.Name);
            writer.WriteString("status", NameOf(check.Status));
            writer.WriteString("message", check.Message);
            writer.WriteString("remedy", check.Remedy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("requests");
        writer.WriteNumber("sent", requests);
        writer.WriteNumber("asWriteOfNobody", writeForms);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static string StatusOf(IReadOnlyList<DoctorCheck> checks) =>
        checks.Any(check => check.Status == CheckStatus.Failed) ? "failed"
        : checks.Any(check => check.ExitCode == ExitCode.Interrupted) ? "interrupted"
        : checks.Any(check => check.Status == CheckStatus.Warning) ? "warning"
        : "ok";

    private static string NameOf(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warning => "warning",
        CheckStatus.Failed => "failed",
        CheckStatus.Skipped => "skipped",
        _ => throw new InvalidOperationException($"Unknown status {status}."),
    };
}
