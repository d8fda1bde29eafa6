using ActorSync.Cli.Output;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Makes a consistent copy of all state of the target, also beside a run.</summary>
internal sealed class BackupCommand(CliEnvironment environment) : ActorSyncCommand<BackupSettings>(environment, "journal backup")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, BackupSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        var file = Path.Combine(session.Environment.WorkingDirectory, settings.File);
        var done = await StateBackup.MakeAsync(target.Options, target.Identity, file, session.Environment.Clock, session.Loggers, stop);
        if (session.WritesJson)
        {
            session.WriteJson(writer => BackupReport.WriteJson(writer, done));
        }
        else
        {
            BackupReport.Write(session.Out, done);
        }

        return ExitCode.Done;
    }
}
