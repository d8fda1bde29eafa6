using ActorSync.Cli.Output;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Taxonomy;

namespace ActorSync.Cli.Commands;

/// <summary>Creates what is declared and missing, parents first.</summary>
internal sealed class TaxonomyApplyCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "taxonomy apply")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, TargetSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        await using var engine = await target.StartEngineAsync(EngineMode.Writing, stop);
        var applied = await new TaxonomyApplier(engine.Dialect, engine.Client).ApplyAsync(target.Options.Taxonomy, stop);
        if (applied.Failure is not null)
        {
            await engine.RefuseIfNotWriterAsync();
        }

        if (!session.WritesJson)
        {
            TaxonomyReport.WriteApplied(session.Out, applied);
        }
        else if (applied.Failure is null)
        {
            session.WriteJson(writer => TaxonomyReport.WriteAppliedJson(writer, applied));
        }

        if (applied.Failure is { } failure)
        {
            throw TaxonomyFailure.Of(failure);
        }

        return applied.Findings.IsEmpty ? ExitCode.Done : ExitCode.Partial;
    }
}
