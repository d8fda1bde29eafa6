using ActorSync.Cli.Output;
using ActorSync.Core.Runs;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Runs;

namespace ActorSync.Cli.Commands;

/// <summary>Lists the runs so far, or shows one in full.</summary>
internal sealed class RunsCommand(CliEnvironment environment) : ActorSyncCommand<RunsSettings>(environment, "runs")
{
    /// <inheritdoc/>
    protected override async Task<int> DoAsync(CommandSession session, RunsSettings settings, CancellationToken stop)
    {
        await using var target = await TargetSession.OpenAsync(session, settings, sources: null, stop);
        await using var engine = await target.StartEngineAsync(EngineMode.ReadOnly, stop);
        var history = await engine.ReadRunsAsync(stop);

        RunRecord[] shown = settings.Run is { } id ? [Find(history, id)] : [.. history.Runs.Values.Reverse()];
        RunStanding? standing = null;
        var held = engine.ReadWriter();
        if (shown.FirstOrDefault(run => run.IsOpen) is { } open)
        {
            var done = await engine.ReadDoneAsync(open, stop);
            var completed = done.Complete(open);
            standing = RunStanding.Of(done.Changed, await engine.ReadGatewayAsync(stop)) with { SoFar = done.AsInterrupted(completed), IsUnderWay = done.IsUnderWay };
            shown[Array.IndexOf(shown, open)] = completed;
        }

        if (session.WritesJson)
        {
            session.WriteJson(writer => RunsReport.WriteJson(writer, shown, standing, held));
        }
        else if (settings.Run is not null)
        {
            RunsReport.WriteOne(session.Out, shown[0], standing, target.Options.Target.PerMinuteOfAllTokens, held);
        }
        else
        {
            RunsReport.WriteList(session.Out, shown, standing, held);
        }

        return ExitCode.Done;
    }

    private static RunRecord Find(RunHistory history, string id) =>
        history.Find(new RunId(id))
        ?? throw new CommandFailure(ExitCode.Usage, "run-unknown", $"There is no run {id} on this target. actorsync runs lists them.");
}
