using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Closes an open run for good, after settling what is in doubt.</summary>
internal sealed class AbandonCommand(CliEnvironment environment) : RunningCommand<AbandonSettings>(environment, Path, EngineMode.Writing)
{
    /// <summary>The command as it is typed.</summary>
    public const string Path = "runs abandon";

    /// <inheritdoc/>
    protected override Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, AbandonSettings settings, SourceFiles? sources, CancellationToken stop) =>
        engine.AbandonAsync(new RunId(settings.Run), stop);
}
