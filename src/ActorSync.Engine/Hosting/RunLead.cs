using System.Collections.Immutable;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using Akka.Actor;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>Has a run led by its coordinator, shows meanwhile where it stands, and reports how it ended.</summary>
internal sealed class RunLead(ActorSyncOptions options, EngineStart start, TargetIdentity identity, string configurationHash, IClock clock)
{
    /// <summary>People under way at once: enough to keep an unpaced target busy, few enough that a crash leaves little in doubt.</summary>
    public const int UnpacedWindow = 512;

    /// <summary>The same at a local pace, where a wide window would only leave more in doubt.</summary>
    public const int PacedWindow = 64;

    // How often requests are counted in the run log: what a crash may forget of them.
    private static readonly Duration CountEvery = Duration.FromSeconds(1);

    private readonly ProgressBoard _progress = new(start.Actors.Storage);
    private volatile RunJob? _open;

    /// <summary>Where the run under way stands.</summary>
    public RunProgress Progress => _progress.Current;

    /// <summary>The run that is led now and stays open where this process ends before it, or null.</summary>
    public RunId? OpenRun => _open?.Run;

    /// <summary>Notes that no source file is read for what comes.</summary>
    public void Recall() => _progress.Take(new(RunPhase.Recalling, 0, 0));

    /// <summary>Has a run led to its end, whatever that is.</summary>
    public async Task<RunEnding> LeadAsync(RunJob job, CancellationToken stop)
    {
        using var span = start.Actors.Span.Begin(job.Kind == RunKind.Plan ? "plan" : "run", job.Run.Value);
        _open = job.Kind == RunKind.Plan ? null : job;
        var restoredAt = start.State.RestoredAt;
        var services = new RunServices(
            start.Dialect,
            options.Guard,
            start.Actors.Partitions,
            start.Actors.RunLog,
            new RunObserver(start.Dialect, start.Actors.Client, options, clock) { RestoredAt = restoredAt },
            start.Actors.Gateway,
            KeepPlanAsync,
            options.Target.RequestsPerMinute == 0 ? UnpacedWindow : PacedWindow,
            _progress.Take,
            clock)
        {
            StateFolder = start.State.FullPath,
            CountEvery = CountEvery,
            ReadingsLast = options.Target.CacheMaxAge,
            RestoredAt = restoredAt,
        };
        var coordinator = start.Actors.System.ActorOf(Props.Create<RunCoordinator>(services));
        using var ended = new CancellationTokenSource();
        var watching = _progress.WatchAsync(start.Actors.Client, ended.Token);
        await using var registration = stop.Register(() => coordinator.Tell(new RunMessage.Stop(new RunStop.Interrupted(null))));
        using var lost = start.Writer?.Lease.OnChange(() => StopIfLost(coordinator));
        var answer = await EngineActors.AskAsync<RunMessage.Ended>(coordinator, new RunMessage.Start(job), CancellationToken.None);
        _open = answer.Ending.IsOpen ? _open : null;
        await ended.CancelAsync();
        await watching;
        var told = await LostLease.ToldAsync(start, answer.Ending);
        _open = told.Loss is null ? _open : null;
        return told;
    }

    /// <summary>The report, with the pauses that hold beyond the run.</summary>
    public async Task<RunReport> ReportAsync(RunEnding ending)
    {
        var report = Reports.Of(ending, null);
        if (ending.Failure is not null || report.Summary.Gateway is not { } gateway)
        {
            return report; // A failure may have taken the gateway with it.
        }

        var status = await EngineActors.AskAsync<GatewayStatus>(start.Actors.Gateway, GetGatewayStatus.Instance, CancellationToken.None);
        return report with { Summary = report.Summary with { Gateway = gateway with { Pauses = HeldIn(status) } }, Tokens = status.Tokens };
    }

    /// <summary>The report of a plan, with how long a run would need.</summary>
    public async Task<RunReport> WithTimeNeededAsync(RunReport plan, RunEnding ending)
    {
        if (ending.Stop is not null || ending.Failure is not null)
        {
            return plan;
        }

        // What the target has taught the gateway while the plan was made holds for the run as well.
        var status = await EngineActors.AskAsync<GatewayStatus>(start.Actors.Gateway, GetGatewayStatus.Instance, CancellationToken.None);
        var allowed = status.ExpectedPerMinute;
        return plan with
        {
            TimeNeeded = TimeLeft.Of(ending.Summary.Forecast, allowed),
            AllowedPerMinute = allowed,
            Tokens = status.Tokens,
            ExpectedInVain = ending.ExpectedInVain,
        };
    }

    /// <summary>Seals a plan, and gives it with the bytes of its file.</summary>
    public (PlanDocument Plan, ReadOnlyMemory<byte> Bytes) Seal(RunJob job, RunSummary summary, IEnumerable<PlannedUser> users, TaxonomyNames names)
    {
        ImmutableArray<PlannedUser> sorted = [.. users.OrderBy(user => user.User)];
        return PlanFile.Seal(new PlanDocument(string.Empty, job.StartedAt, identity.FolderName, configurationHash, job.Source, summary, sorted)
        {
            Names = names.Only(sorted.SelectMany(user => user.Operations)),
            Undoes = job.Undoing?.Run ?? job.Plan?.Undoes,
            Files = job.Reading is { } reading ? [.. reading.Files.Select(file => file.Name)] : job.Plan?.Files ?? [],
        });
    }

    // Another process writes by now: nothing more may be sent, and nothing can be stored.
    private void StopIfLost(IActorRef coordinator)
    {
        if (start.Writer is { Lease.IsLost: true })
        {
            coordinator.Tell(new RunMessage.Stop(new RunStop.Interrupted(null)));
        }
    }

    private Task KeepPlanAsync(RunJob job, RunSummary summary, IEnumerable<PlannedUser> users, TaxonomyNames names)
    {
        var (_, bytes) = Seal(job, summary, users, names); // Here and not beside: the coordinator's users change with the run.
        return Task.Run(() => start.Actors.Files.StoreAsync(() =>
        {
            using var spool = RunSpool.Open(start.State, job.Run);
            spool.KeepDecided(bytes.Span, start.Writer!.Lease.Epoch);
        }));
    }

    private ImmutableArray<HeldPause> HeldIn(GatewayStatus status)
    {
        var now = clock.GetCurrentInstant();
        return [.. status.Pauses.Where(pause => pause.Until > now).OrderBy(pause => pause.Until).Select(pause => new HeldPause(pause.Scope, pause.Until, pause.Reason))];
    }
}
