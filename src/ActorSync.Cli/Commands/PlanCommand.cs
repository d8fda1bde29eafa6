using ActorSync.Cli.Output;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Shows what a run would change; sends no write.</summary>
internal sealed class PlanCommand(CliEnvironment environment) : RunningCommand<PlanSettings>(environment, "plan", EngineMode.ReadOnly)
{
    /// <inheritdoc/>
    protected override SourceFiles SourcesOf(CommandSession session, PlanSettings settings) =>
        SourceFiles.Open(session.Environment, settings.Source, session.CommandPath);

    /// <inheritdoc/>
    protected override void Check(CommandSession session, PlanSettings settings)
    {
        _ = OnlyList.Read(settings.Only, session.Environment.WorkingDirectory);
        PlanOutput.Check(settings.Out, session.Environment.WorkingDirectory);
    }

    /// <inheritdoc/>
    protected override Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, PlanSettings settings, SourceFiles? sources, CancellationToken stop)
    {
        var folder = session.Environment.WorkingDirectory;
        var request = new RunRequest(sources!.Inputs(), OnlyList.Read(settings.Only, folder), AcceptReason: null);
        return engine.PlanAsync(request, PlanOutput.PathOf(settings.Out, folder), stop);
    }

    /// <inheritdoc/>
    protected override void WriteText(ReportWriter report, PlanSettings settings, RunReport run, string commandPath) =>
        RunText.WritePlan(report, run, commandPath);
}
