using ActorSync.Cli.Output;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Brings all state of the target back to what a backup holds.</summary>
internal sealed class RestoreCommand(CliEnvironment environment) : ActorSyncCommand<RestoreSettings>(environment, "journal restore")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, RestoreSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        var file = Path.Combine(session.Environment.WorkingDirectory, settings.File);
        var done = await StateRestore.RestoreAsync(target.Options, target.Identity, file, settings.Replace, session.Environment.Clock, session.Loggers, stop);
        if (session.WritesJson)
        {
            session.WriteJson(writer => BackupReport.WriteJson(writer, done));
        }
        else
        {
            BackupReport.Write(session.Out, done);
        }

        return done.Verdict.Flaws.IsEmpty ? ExitCode.Done : ExitCode.Partial;
    }
}
