using System.Text.Json;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>The one JSON object of a command that failed before it had a result of its own.</summary>
internal static class FailureJson
{
    private static readonly string[] RunCommands = ["plan", "apply", "run", "resume", "runs abandon"];

    /// <summary>Writes the summary where the command's result is one, else status and findings.</summary>
    public static void Write(Utf8JsonWriter writer, string? commandPath, Failure failure, Instant now)
    {
        if (RunCommands.Contains(commandPath))
        {
            SummaryJson.Write(writer, SummaryOf(failure, now));
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("status", failure.ExitCode == ExitCode.Interrupted ? "interrupted" : "failed");
        FindingsJson.Write(writer, failure.Findings);
        writer.WriteEndObject();
    }

    private static RunSummary SummaryOf(Failure failure, Instant now) => new(
        new RunId(string.Empty),
        failure.ExitCode == ExitCode.Interrupted ? RunStatus.Interrupted : RunStatus.Failed,
        SourceMode.Partial,
        RowCounts.None,
        ItemsRejected: 0,
        UserCounts.None,
        OperationCounts.None,
        RequestCounts.None,
        WritesLowerBound: 0,
        Forecast: 0,
        GuardVerdict.Pass,
        failure.Findings,
        now,
        now,
        ResumedCount: 0);
}
