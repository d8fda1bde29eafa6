using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Does exactly a written plan, once.</summary>
internal sealed class ApplyCommand(CliEnvironment environment) : RunningCommand<ApplySettings>(environment, "apply", EngineMode.Writing)
{
    /// <inheritdoc/>
    protected override void Check(CommandSession session, ApplySettings settings)
    {
        _ = OnlyList.Read(settings.Only, session.Environment.WorkingDirectory);
        SourceFiles.Check(settings.Plan, session.Environment.WorkingDirectory);
    }

    /// <inheritdoc/>
    protected override Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, ApplySettings settings, SourceFiles? sources, CancellationToken stop)
    {
        var folder = session.Environment.WorkingDirectory;
        return engine.ApplyAsync(Path.GetFullPath(settings.Plan, folder), settings.Accept, OnlyList.Read(settings.Only, folder), stop);
    }
}
