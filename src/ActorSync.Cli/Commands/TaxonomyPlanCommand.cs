using ActorSync.Cli.Output;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Cli.Commands;

/// <summary>Shows which declared skills and certifications the target lacks.</summary>
internal sealed class TaxonomyPlanCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "taxonomy plan")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, TargetSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
        var result = await new TaxonomyReader(engine.Dialect, engine.Client).ReadAsync(target.Options.Taxonomy, stop);
        if (result is not ObservationResult<TaxonomyReading>.Read { Value: var reading })
        {
            throw TaxonomyFailure.Of(((ObservationResult<TaxonomyReading>.Failed)result).Failure);
        }

        var plan = TaxonomyPlanner.Plan(
            target.Options.Taxonomy, reading.Skills, reading.Certifications, engine.Dialect.Capabilities.SkillsHaveDetails);
        if (session.WritesJson)
        {
            session.WriteJson(writer => TaxonomyReport.WritePlanJson(writer, plan));
        }
        else
        {
            TaxonomyReport.WritePlan(session.Out, plan);
        }

        return plan.Obstacles.IsEmpty ? ExitCode.Done : ExitCode.Partial;
    }
}
