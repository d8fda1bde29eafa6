using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Plans, asks the guard and applies in one.</summary>
internal sealed class RunCommand(CliEnvironment environment) : RunningCommand<RunSettings>(environment, "run", EngineMode.Writing)
{
    /// <inheritdoc/>
    protected override SourceFiles SourcesOf(CommandSession session, RunSettings settings) =>
        SourceFiles.Open(session.Environment, settings.Source, session.CommandPath);

    /// <inheritdoc/>
    protected override void Check(CommandSession session, RunSettings settings) =>
        _ = OnlyList.Read(settings.Only, session.Environment.WorkingDirectory);

    /// <inheritdoc/>
    protected override Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, RunSettings settings, SourceFiles? sources, CancellationToken stop) =>
        engine.RunAsync(new RunRequest(sources!.Inputs(), OnlyList.Read(settings.Only, session.Environment.WorkingDirectory), settings.Accept), stop);
}
