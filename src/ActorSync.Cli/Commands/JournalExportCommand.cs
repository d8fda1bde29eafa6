using ActorSync.Cli.Output;
using ActorSync.Core.Runs;
using ActorSync.Engine.Audit.Export;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Writes the audit log, or one agent's part of it with its proofs, into a file.</summary>
internal sealed class JournalExportCommand(CliEnvironment environment) : ActorSyncCommand<JournalExportSettings>(environment, "journal export")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, JournalExportSettings settings, CancellationToken stop)
    {
        var (format, scope) = (FormatOf(settings), ScopeOf(settings));
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        var outcome = AuditExporter.Write(target.Options, target.Identity, scope, format, Path.GetFullPath(settings.File, session.Environment.WorkingDirectory))
            ?? throw new CommandFailure(ExitCode.Usage, "journal-missing", "There is no audit log yet: no run has been made against this target from this state.");
        if (session.WritesJson)
        {
            session.WriteJson(writer => ExportReport.WriteJson(writer, settings.File, format, outcome));
        }
        else
        {
            ExportReport.Write(session.Out, settings.File, outcome);
        }

        return ExitCode.Done;
    }

    private static ExportFormat FormatOf(JournalExportSettings settings) => settings.Format ?? Path.GetExtension(settings.File).ToUpperInvariant() switch
    {
        ".CSV" => ExportFormat.Csv,
        ".JSON" => ExportFormat.Json,
        ".NDJSON" => ExportFormat.Ndjson,
        _ => throw new CommandFailure(ExitCode.Usage, "format-unknown", $"The ending of {settings.File} names no form. End it with .csv, .json or .ndjson, or say --format."),
    };

    private static ExportScope ScopeOf(JournalExportSettings settings) => new(
        settings.Employee,
        settings.Run is { } run ? new RunId(run) : null,
        settings.From is { } from ? InstantArgument.Read("--from", from) : null,
        settings.Until is { } until ? InstantArgument.Read("--until", until) : null,
        settings.WithNames);
}
