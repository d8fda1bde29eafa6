using ActorSync.Cli.Output;
using ActorSync.Cli.Progress;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>A command whose result is a run's summary: starts the engine, shows progress, and reports.</summary>
internal abstract class RunningCommand<TSettings>(CliEnvironment environment, string path, EngineMode mode) : ActorSyncCommand<TSettings>(environment, path)
    where TSettings : TargetSettings
{
    /// <inheritdoc/>
    protected sealed override async Task<int> DoAsync(CommandSession session, TSettings settings, CancellationToken stop)
    {
        var sources = SourcesOf(session, settings);
        Check(session, settings);
        await using var target = await TargetSession.OpenAsync(session, settings, sources, stop);
        await using var engine = await target.StartEngineAsync(mode, stop);

        var run = await FollowedAsync();
        Report(session, settings, run with { ConfiguredPerMinute = target.Options.Target.PerMinuteOfAllTokens });
        return run.ExitCode;

        async Task<RunReport> FollowedAsync()
        {
            var words = session.Environment.StopWords;
            words.Set(() => session.SayBeside(StopWords.First), () => session.SayBeside(StopWords.Second(engine.OpenRun)));
            try
            {
                var work = WorkAsync(session, engine, settings, sources, stop);
                await FollowAsync(session, engine, work);
                return await work;
            }
            finally
            {
                words.Clear();
            }
        }
    }

    /// <summary>The source files that the command reads, or null.</summary>
    protected virtual SourceFiles? SourcesOf(CommandSession session, TSettings settings) => null;

    /// <summary>Checks what can be checked before anything is started.</summary>
    protected virtual void Check(CommandSession session, TSettings settings)
    {
    }

    /// <summary>Lets the engine do the work.</summary>
    protected abstract Task<RunReport> WorkAsync(CommandSession session, SyncEngine engine, TSettings settings, SourceFiles? sources, CancellationToken stop);

    /// <summary>Writes the end of the work for people.</summary>
    protected virtual void WriteText(ReportWriter report, TSettings settings, RunReport run, string commandPath) =>
        RunText.WriteRun(report, run, commandPath);

    private static Task FollowAsync(CommandSession session, SyncEngine engine, Task work) => session.ErrorTerminal is { } terminal
        ? ProgressBars.FollowAsync(work, () => engine.Progress, terminal, session.Environment.Clock)
        : ProgressLines.FollowAsync(work, () => engine.Progress, session.Error, session.Environment.Clock);

    private void Report(CommandSession session, TSettings settings, RunReport run)
    {
        if (session.WritesJson)
        {
            session.WriteJson(writer => SummaryJson.Write(writer, WithError(run).Summary));
        }
        else
        {
            WriteText(session.Out, settings, run, session.CommandPath);
        }

        // Last, where the eye falls: figures alone could be read as success.
        if (run.Error is { } error)
        {
            session.Environment.Streams.Out.Flush();
            session.Error.Write("error: ", Tone.Bad).Line(error);
        }
    }

    // The summary has no place for an error of its own, so that it stands among the findings.
    private static RunReport WithError(RunReport run)
    {
        if (run.Error is not { } error || run.Summary.Findings.Any(finding => finding.Message == error))
        {
            return run;
        }

        var finding = new Finding(string.Empty, 0, string.Empty, Failure.RuleOf(run.ExitCode), error, FindingSeverity.Error);
        return run with { Summary = run.Summary with { Findings = run.Summary.Findings.Insert(0, finding) } };
    }
}
