using ActorSync.Cli.Doctor;
using ActorSync.Cli.Output;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Cli.Commands;

/// <summary>Checks everything that a run rests on: a line each, with the remedy; changes nothing.</summary>
internal sealed class DoctorCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "doctor")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, TargetSettings settings, CancellationToken stop)
    {
        var configuration = session.ReadConfiguration(talksToTarget: !settings.UsesSandbox);
        if (configuration is not ConfigurationResult.Loaded loaded)
        {
            return Report(session, [.. LocalExamination.Refused((ConfigurationResult.Refused)configuration)], 0, 0);
        }

        var checks = new List<DoctorCheck>(LocalExamination.Configuration(loaded));
        await using var target = await TargetSession.OpenAsync(session, settings, loaded, sources: null, stop);
        using var probe = new TargetProbe(target.Options.Target, session.Environment.Clock, session.Loggers.CreateLogger<TargetProbe>());
        checks.AddRange(await new TargetExamination(target.Options.Target, probe).ExamineAsync(await PausedUntilAsync(target, stop), stop));
        var taxonomyCanBeRead = checks.TrueForAll(check => check.Status != CheckStatus.Failed);

        var state = new StateDirectory(target.Options.State.FolderOf(target.Identity));
        checks.Add(LocalExamination.State(state));
        checks.AddRange(await EngineChecksAsync(target, taxonomyCanBeRead, stop));
        checks.AddRange(LocalExamination.Gates(target.Options));
        return Report(session, checks, probe.Sent, probe.WriteForms);
    }

    /// <summary>When the first stored pause ends, where one still holds. What cannot be read here is told by the check of the journal.</summary>
    private static async Task<Instant?> PausedUntilAsync(TargetSession target, CancellationToken stop)
    {
        try
        {
            await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
            var status = await engine.ReadGatewayAsync(stop);
            return status.Pauses.IsEmpty ? null : status.Pauses.Min(pause => pause.Until);
        }
        catch (EngineStartException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<DoctorCheck>> EngineChecksAsync(TargetSession target, bool taxonomyCanBeRead, CancellationToken stop)
    {
        try
        {
            await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
            var journal = LocalExamination.Journal(await engine.ReadRunsAsync(stop));
            return [journal, taxonomyCanBeRead ? await TaxonomyAsync(engine, target, stop) : DoctorCheck.Skipped("taxonomy", "the target cannot be read")];
        }
        catch (EngineStartException exception)
        {
            return [DoctorCheck.Unusable("journal", exception.Message, "Check Journal:Provider and State:Directory.")];
        }
    }

    private static async Task<DoctorCheck> TaxonomyAsync(SyncEngine engine, TargetSession target, CancellationToken stop)
    {
        var result = await new TaxonomyReader(engine.Dialect, engine.Client).ReadAsync(target.Options.Taxonomy, stop);
        return result switch
        {
            ObservationResult<TaxonomyReading>.Read read => LocalExamination.Taxonomy(
                read.Value.Taxonomy, read.Findings.Count(finding => !finding.Rule.EndsWith("-not-on-target", StringComparison.Ordinal))),
            ObservationResult<TaxonomyReading>.Failed failed => DoctorCheck.Unavailable(
                "taxonomy", failed.Failure.Reason, "See the checks of address, credentials and permissions."),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private static int Report(CommandSession session, IReadOnlyList<DoctorCheck> checks, int requests, int writeForms)
    {
        if (session.WritesJson)
        {
            session.WriteJson(writer => DoctorReport.WriteJson(writer, checks, requests, writeForms));
        }
        else
        {
            DoctorReport.WriteText(session.Out, checks);
            session.Out.Line(
                $"The checks of permissions took {Figures.Count(requests, "request", "requests")}, {Figures.Count(writeForms)} of them in the form of a write that meets nobody.", Tone.Faint);
        }

        return checks.Select(check => check.ExitCode).Max();
    }
}
