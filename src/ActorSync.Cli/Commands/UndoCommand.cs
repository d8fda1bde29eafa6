using ActorSync.Cli.Output;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Shows how a run is taken back; sends no write.</summary>
internal sealed class UndoCommand(CliEnvironment environment) : RunningCommand<UndoSettings>(environment, "undo", EngineMode.ReadOnly)
{
    /// <inheritdoc/>
    protected override void Check(CommandSession session, UndoSettings settings) => PlanOutput.Check(settings.Out, session.Environment.WorkingDirectory);

    /// <inheritdoc/>
    protected override Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, UndoSettings settings, SourceFiles? sources, CancellationToken stop) =>
        engine.UndoAsync(new RunId(settings.Run), PlanOutput.PathOf(settings.Out, session.Environment.WorkingDirectory), stop);

    /// <inheritdoc/>
    protected override void WriteText(ReportWriter report, UndoSettings settings, RunReport run, string commandPath) =>
        RunText.WritePlan(report, run, commandPath);
}
