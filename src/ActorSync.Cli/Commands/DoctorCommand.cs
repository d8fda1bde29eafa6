using ActorSync.Cli.Doctor;
using ActorSync.Cli.Output;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;
using Microsoft.Extensions.Logging;

namespace ActorSync.Cli.Commands;

/// <summary>Checks everything that a run rests on: a line each, with the remedy; changes nothing.</summary>
internal sealed class DoctorCommand(CliEnvironment environment) : ActorSyncCommand<TargetSettings>(environment, "doctor")
{
    private const string Journal = "journal";
    private const string Taxonomy = "taxonomy";
    private const string NoState = "the state directory cannot be used";

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
        var state = new StateDirectory(target.Options.State.FolderOf(target.Identity));
        var unkept = new List<DoctorCheck>();
        var pauses = new TargetPauses(target.Options.Target.Tokens, await StoredPausesAsync(target, stop), pause => LeaveToNext(state, pause, unkept));
        var retries = new ProbeRetries(
            session.Environment.Clock, pause => session.Error.Line($"The target asked for a pause until {InstantText.At(pause.Until)} ({pause.Reason}): waiting for its end.", Tone.Faint));
        var examined = await new TargetExamination(target.Options.Target, probe, retries).ExamineAsync(pauses, stop);
        checks.AddRange(examined);
        checks.AddRange(pauses.Checks());

        var kept = LocalExamination.State(state);
        checks.Add(kept);
        checks.AddRange(unkept);
        checks.AddRange(kept.Status == CheckStatus.Failed
            ? [DoctorCheck.Skipped(Journal, NoState), DoctorCheck.Skipped(Taxonomy, NoState)]
            : await EngineChecksAsync(target, CanBeRead(target.Options.Target.Dialect, examined), pauses, retries, stop));
        checks.AddRange(LocalExamination.Gates(target.Options));
        return Report(session, checks, probe.Sent, probe.WriteForms);
    }

    // A right to write that is missing hinders no reading.
    private static bool CanBeRead(TargetDialect dialect, IReadOnlyList<DoctorCheck> examined)
    {
        var writes = PermissionProbes.Of(dialect).Where(probe => probe.IsWrite).Select(TargetExamination.NameOf).ToHashSet();
        return !examined.Any(check => check.Status == CheckStatus.Failed && !writes.Contains(check.Name));
    }

    /// <summary>The stored pauses that still hold. What cannot be read here is told by the check of the journal.</summary>
    private static async Task<IReadOnlyCollection<HeldPause>> StoredPausesAsync(TargetSession target, CancellationToken stop)
    {
        try
        {
            await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
            var status = await engine.ReadGatewayAsync(stop);
            return [.. status.Pauses.Select(pause => new HeldPause(pause.Scope, pause.Until, pause.Reason))];
        }
        catch (EngineStartException)
        {
            return [];
        }
    }

    /// <summary>Keeps what the target asked this command to wait for, at once: the next one must not send either, however this one ends.</summary>
    private static void LeaveToNext(StateDirectory state, HeldPause pause, List<DoctorCheck> unkept)
    {
        try
        {
            state.ReadersPauses.Add(pause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            unkept.Add(DoctorCheck.Warning(
                "pause kept", $"The pause until {InstantText.At(pause.Until)} could not be kept for the next command: {cause.Message}", "Start no other command before that instant."));
        }
    }

    private static async Task<IReadOnlyList<DoctorCheck>> EngineChecksAsync(TargetSession target, bool canBeRead, TargetPauses pauses, ProbeRetries retries, CancellationToken stop)
    {
        try
        {
            while (pauses.OfReads() is { } ending && await retries.WaitOutAsync(ending, stop))
            {
                pauses.Over(ending);
            }

            await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
            var journal = LocalExamination.Journal(await engine.ReadRunsAsync(stop), pauses.AsAWholeUntil, engine.ReadWriter());
            return [journal, await TaxonomyAsync()];

            async Task<DoctorCheck> TaxonomyAsync() =>
                !canBeRead ? DoctorCheck.Skipped(Taxonomy, "the target cannot be read")
                : pauses.OfReads() is { } pause ? DoctorCheck.Paused(Taxonomy, pause)
                : pauses.AnyMet ? DoctorCheck.Skipped(Taxonomy, "the target has just asked for a pause")
                : await DoctorCommand.TaxonomyAsync(engine, target, stop);
        }
        catch (EngineStartException exception)
        {
            return [DoctorCheck.Unusable(Journal, exception.Message, "Check Journal:Provider and State:Directory.")];
        }
    }

    private static async Task<DoctorCheck> TaxonomyAsync(SyncEngine engine, TargetSession target, CancellationToken stop)
    {
        var result = await new TaxonomyReader(engine.Dialect, engine.Client).ReadAsync(target.Options.Taxonomy, stop);
        return result switch
        {
            ObservationResult<TaxonomyReading>.Read read => LocalExamination.Taxonomy(
                read.Value.Taxonomy, read.Findings.Count(finding => !finding.Rule.EndsWith("-not-on-target", StringComparison.Ordinal))),
            ObservationResult<TaxonomyReading>.Failed { Failure: ObservationFailure.Interrupted { Until: { } until } } =>
                DoctorCheck.Paused(Taxonomy, new HeldPause(string.Empty, until, string.Empty)),
            ObservationResult<TaxonomyReading>.Failed failed => DoctorCheck.Unavailable(
                Taxonomy, failed.Failure.Reason, "See the checks of address, credentials and permissions."),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    // What is wrong says more than what a pause has put off.
    private static int ExitCodeOf(IReadOnlyList<DoctorCheck> checks)
    {
        var failed = checks.Where(check => check.Status == CheckStatus.Failed).ToList();
        return (failed.Count > 0 ? failed : checks).Max(check => check.ExitCode);
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
            if (requests > 0)
            {
                session.Out.Line(
                    $"The checks of permissions took {Figures.Count(requests, "request", "requests")}, {Figures.Count(writeForms)} of them in the form of a write that meets nobody.", Tone.Faint);
            }
        }

        return ExitCodeOf(checks);
    }
}
