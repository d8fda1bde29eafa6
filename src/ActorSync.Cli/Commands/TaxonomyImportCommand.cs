using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSync.Cli.Output;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Cli.Commands;

/// <summary>Writes the target's skills and certifications into the configuration; what is declared there already stays as it is.</summary>
internal sealed class TaxonomyImportCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "taxonomy import")
{
    /// <summary>How JSON is written into a file that people read.</summary>
    public static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, TargetSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
        var declared = target.Options.Taxonomy;
        var result = await new TaxonomyReader(engine.Dialect, engine.Client).ReadAsync(declared, stop);
        if (result is not ObservationResult<TaxonomyReading>.Read { Value: var reading })
        {
            throw TaxonomyFailure.Of(((ObservationResult<TaxonomyReading>.Failed)result).Failure);
        }

        var imported = TaxonomyImport.Merge(declared, reading.Skills, reading.Certifications);
        var file = target.Loaded.Origins.File ?? Path.Combine(target.Loaded.Origins.BaseDirectory, "config", "actorsync.json");
        var (isNew, copy) = imported.Json != TaxonomySection.Write(declared) ? ConfigurationFile.Write(file, imported.Json) : (false, null);
        if (session.WritesJson)
        {
            session.WriteJson(writer => TaxonomyReport.WriteImportJson(writer, declared, imported, isNew ? file : null));
        }
        else
        {
            TaxonomyReport.WriteImport(session.Out, declared, imported, isNew ? file : null, copy);
        }

        return ExitCode.Done;
    }
}
