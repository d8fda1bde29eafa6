using System.Text.Json;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Cli.Commands;

/// <summary>Prints the target's skills and certifications as the <c>Taxonomy</c> section of a configuration.</summary>
internal sealed class TaxonomyImportCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "taxonomy import")
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

        using var section = JsonDocument.Parse(TaxonomyImport.Section(reading, target.Options.Taxonomy));
        session.WriteJson(section.RootElement.WriteTo);
        return ExitCode.Done;
    }
}
