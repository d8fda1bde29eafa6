using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Goes on with an interrupted run.</summary>
internal sealed class ResumeCommand(CliEnvironment environment) : RunningCommand<ResumeSettings>(environment, "resume", EngineMode.Writing)
{
    /// <inheritdoc/>
    protected override Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, ResumeSettings settings, SourceFiles? sources, CancellationToken stop) =>
        engine.ResumeAsync(settings.Run is { } run ? new RunId(run) : null, stop);
}
