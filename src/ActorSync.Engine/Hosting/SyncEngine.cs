using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Pacing;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Engine.Users;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Engine.Hosting;

/// <summary>One process at work for one target: it plans, runs, applies and resumes.</summary>
/// <remarks>The composition root of the engine; the phases of a run are led by <see cref="RunCoordinator"/>.</remarks>
public sealed class SyncEngine : IAsyncDisposable
{
    /// <summary>People under way at once: enough to keep an unpaced target busy, few enough that a crash leaves little in doubt.</summary>
    public const int UnpacedWindow = 512;

    /// <summary>The same at a local pace, where a wide window would only leave more in doubt.</summary>
    public const int PacedWindow = 64;

    // How often requests are counted in the run log: what a crash may forget of them.
    private static readonly Duration CountEvery = Duration.FromSeconds(1);

    // Which command opened a run, as the run log keeps it.
    private const string RunCommand = "run";
    private const string ApplyCommand = "apply";

    private static readonly InstantPattern RunIdPattern = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmssfff'Z'");

    private readonly ActorSyncOptions _options;
    private readonly TargetIdentity _identity;
    private readonly ITargetDialect _dialect;
    private readonly StateDirectory _state;
    private readonly WriterLock? _lock;
    private readonly EngineActors _actors;
    private readonly IClock _clock;
    private readonly ProgressBoard _progress;
    private readonly string _configurationHash;

    private SyncEngine(ActorSyncOptions options, TargetIdentity identity, EngineStart start, IClock clock)
    {
        _options = options;
        _identity = identity;
        _dialect = start.Dialect;
        _state = start.State;
        _lock = start.Lock;
        _actors = start.Actors;
        _clock = clock;
        _progress = new ProgressBoard();
        _configurationHash = ConfigurationHash.Of(options);
    }

    /// <summary>Where the run under way stands.</summary>
    public RunProgress Progress => _progress.Current;

    /// <summary>Sends through the gateway: for commands about the taxonomy and for <c>doctor</c>.</summary>
    public ITargetClient Client => _actors.Client;

    /// <summary>What the gateway is about, with the pauses that an earlier process has left.</summary>
    public Task<GatewayStatus> ReadGatewayAsync(CancellationToken stop) => _actors.Client.GetStatusAsync(stop);

    /// <summary>The target's dialect.</summary>
    public ITargetDialect Dialect => _dialect;

    /// <summary>Starts the engine.</summary>
    /// <param name="options">The configuration, with address and credentials.</param>
    /// <param name="identity">Which target it is: the state belongs to it.</param>
    /// <param name="mode">Whether it may write.</param>
    /// <param name="command">The command, to be named to a second process.</param>
    /// <param name="time">The time.</param>
    /// <param name="loggers">The logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="EngineStartException">Another process writes, or the state or journal cannot be used.</exception>
    public static async Task<SyncEngine> StartAsync(
        ActorSyncOptions options, TargetIdentity identity, EngineMode mode, string command, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        new(options, identity, await EngineStart.StartAsync(options, identity, mode, command, time, loggers, cancellationToken), new TimeProviderClock(time));

    /// <summary>The target's run history as far as it is durable; the target itself is not asked.</summary>
    public async Task<RunHistory> ReadRunsAsync(CancellationToken cancellationToken) =>
        await EngineActors.AskAsync<RunHistory>(_actors.RunLog, GetRunHistory.Instance, cancellationToken);

    /// <summary>How many people an open run has finished, as far as it is durable, and how many of them it changed.</summary>
    /// <remarks>For a reader alone: the partitions take the run for the one under way.</remarks>
    public async Task<(long Finished, long Changed)> ReadDoneAsync(RunId run, CancellationToken cancellationToken)
    {
        var question = new PartitionMessage.BeginRun(run, SkipsMoved: false, GoesOn: false, SettlesOnly: false);
        var answers = await Task.WhenAll(_actors.Partitions.Select(partition => EngineActors.AskAsync<PartitionReply.RunBegun>(partition, question, cancellationToken)));
        var results = answers.SelectMany(answer => answer.Finished).Select(user => user.Result).OfType<UserResult>().ToList();
        return (results.Count, results.Count(result => result == UserResult.Changed));
    }

    /// <summary>Reads source and target, decides and judges; writes nothing but the plan's file.</summary>
    public async Task<RunReport> PlanAsync(RunRequest request, string? planPath, CancellationToken stop)
    {
        var startedAt = _clock.GetCurrentInstant();
        var history = await ReadRunsAsync(stop);
        var reading = await ReadAsync(request, null, stop);
        var job = JobOf(RunKind.Plan, NewRunId(startedAt), request, reading, history, startedAt);
        if (FileHolds.Refusing(reading, request.AcceptReason) is { IsEmpty: false } holds)
        {
            return Reports.Held(Reports.HeldSummary(job, holds, _clock.GetCurrentInstant()));
        }

        var ending = await LeadAsync(job, stop);
        var report = await WithTimeNeededAsync(await ReportAsync(ending), ending);
        if (planPath is null || ending.Failure is not null || ending.Stop is not null)
        {
            return report;
        }

        var (plan, bytes) = PlanFile.Seal(Draft(job, ending.Summary, ending.Plan));
        await WritePlanAsync(planPath, bytes, stop);
        var accept = plan.Summary.Guard.Outcome == GuardOutcome.Hold ? " --accept REASON" : string.Empty;
        return report with { Notes = report.Notes.Add($"The plan is in {planPath} ({plan.PlanId[..12]}). `actorsync apply {planPath}{accept}` does exactly that, once.") };
    }

    private static async Task WritePlanAsync(string planPath, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        try
        {
            await File.WriteAllBytesAsync(planPath, bytes, stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException(ExitCode.Usage, $"The plan cannot be written to {planPath}: {exception.Message}", exception);
        }
    }

    /// <summary>Plans, guards and converges.</summary>
    public async Task<RunReport> RunAsync(RunRequest request, CancellationToken stop)
    {
        var startedAt = _clock.GetCurrentInstant();
        var history = await ReadRunsAsync(stop);
        RefuseIfOpen(history);
        var run = NewRunId(startedAt);
        var reading = await SpoolAsync(run, request, stop);
        var job = JobOf(RunKind.Run, run, request, reading, history, startedAt);
        await RecordAsync(Opened(job, RunCommand, [.. request.Sources.Select(source => source.Name)], string.Empty));
        return await FinishAsync(job, request.AcceptReason, stop);
    }

    private async Task<RosterReading> SpoolAsync(RunId run, RunRequest request, CancellationToken stop)
    {
        try
        {
            using var spool = RunSpool.Create(_state, run);
            var reading = await ReadAsync(request, spool, stop);
            spool.Complete(request.Only);
            return reading;
        }
        catch (IOException cause) when (StorageFault.IsFull(cause))
        {
            throw NotStored(cause);
        }
    }

    /// <summary>Does exactly what a plan says, once.</summary>
    public async Task<RunReport> ApplyAsync(string planPath, string? acceptReason, IReadOnlyList<EmployeeId>? only, CancellationToken stop)
    {
        var startedAt = _clock.GetCurrentInstant();
        var history = await ReadRunsAsync(stop);
        RefuseIfOpen(history);
        var bytes = await File.ReadAllBytesAsync(planPath, stop);
        var plan = PlanFile.Read(bytes);
        RefuseIfStale(plan, history);

        var run = NewRunId(startedAt);
        Spool(run, bytes, only);
        var job = new RunJob(
            run, RunKind.Apply, plan.Source, plan.Summary.Mode, null, plan, only?.ToImmutableHashSet(), acceptReason,
            ImmutableSortedDictionary<SheetKind, long>.Empty, RequestCounts.None, 0, startedAt, SkipsMoved: true);
        await RecordAsync(Opened(job, ApplyCommand, [planPath], plan.PlanId));
        return await ReportAsync(await LeadAsync(job, stop));
    }

    private void Spool(RunId run, ReadOnlySpan<byte> plan, IReadOnlyList<EmployeeId>? only)
    {
        try
        {
            using var spool = RunSpool.Create(_state, run);
            spool.KeepPlan(plan);
            spool.Complete(only); // Whoever goes on with it is bound to the same pilot group.
        }
        catch (IOException cause) when (StorageFault.IsFull(cause))
        {
            throw NotStored(cause);
        }
    }

    /// <summary>Goes on with an interrupted run: the latest by default.</summary>
    public async Task<RunReport> ResumeAsync(RunId? run, CancellationToken stop)
    {
        var history = await ReadRunsAsync(stop);
        if (OpenRun(history, run) is not { } record)
        {
            return Reports.NothingOpen(run, _options.Source.Mode, _clock.GetCurrentInstant());
        }

        if (record.ConfigurationHash != _configurationHash)
        {
            throw new EngineStartException(
                ExitCode.Conflict,
                $"Run {record.Id} was begun with another configuration of taxonomy, policy, source or scope. Restore that configuration, or close the run with `actorsync runs abandon {record.Id}`.");
        }

        await RecordAsync(new RunEvent.Resumed(record.Id, _clock.GetCurrentInstant()));
        try
        {
            return await GoOnAsync(record, history, stop);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or PlanFileException)
        {
            throw new EngineStartException(
                ExitCode.Usage,
                $"What run {record.Id} was made from cannot be read in {_state.RunFolder(record.Id)}: {exception.Message} Restore that folder, or close the run with `actorsync runs abandon {record.Id}`.",
                exception);
        }
    }

    private async Task<RunReport> GoOnAsync(RunRecord record, RunHistory history, CancellationToken stop)
    {
        using var spool = RunSpool.Open(_state, record.Id);
        var isApply = record.Command == ApplyCommand;
        var plan = record.IsDecided || isApply ? PlanFile.Read(spool.ReadPlan()) : null;
        var job = new RunJob(
            record.Id,
            record.IsDecided ? RunKind.Resume : isApply ? RunKind.Apply : RunKind.Run,
            record.Source,
            plan?.Summary.Mode ?? _options.Source.Mode,
            null,
            plan,
            spool.Only?.ToImmutableHashSet(),
            record.AcceptReason.Length == 0 ? null : record.AcceptReason,
            history.AcceptedRows.GetValueOrDefault(record.Source, ImmutableSortedDictionary<SheetKind, long>.Empty),
            record.Requests,
            record.ResumedCount + 1,
            record.StartedAt,
            SkipsMoved: isApply);
        if (plan is not null)
        {
            return await ReportAsync(await LeadAsync(job, stop));
        }

        var request = new RunRequest([.. spool.Files.Select(file => new SourceInput(file.Name, file.Open))], spool.Only, job.AcceptReason);
        return await FinishAsync(job with { Reading = await ReadAsync(request, null, stop) }, job.AcceptReason, stop);
    }

    /// <summary>Settles what an interrupted run left in doubt, by reads, and closes it for good.</summary>
    public async Task<RunReport> AbandonAsync(RunId run, CancellationToken stop)
    {
        var history = await ReadRunsAsync(stop);
        if (OpenRun(history, run) is not { } record)
        {
            return Reports.NothingOpen(run, _options.Source.Mode, _clock.GetCurrentInstant());
        }

        var job = new RunJob(
            record.Id, RunKind.Settle, record.Source, _options.Source.Mode, null, null, null, null,
            ImmutableSortedDictionary<SheetKind, long>.Empty, record.Requests, record.ResumedCount, record.StartedAt)
        {
            Decided = record.DecidedSummary is { } decided ? SummaryJson.Read(decided) : null,
        };
        return Reports.OfAbandoned(await LeadAsync(job, stop));
    }

    private async Task<RunReport> FinishAsync(RunJob job, string? acceptReason, CancellationToken stop)
    {
        var holds = FileHolds.Refusing(job.Reading!, acceptReason);
        if (holds.IsEmpty)
        {
            return await ReportAsync(await LeadAsync(job, stop));
        }

        var now = _clock.GetCurrentInstant();
        var summary = Reports.HeldSummary(job, holds, now);
        await RecordAsync(new RunEvent.Closed(job.Run, RunStatus.Held, false, SummaryJson.Write(summary), now));
        return Reports.Held(summary);
    }

    /// <summary>The report, with the pauses that hold beyond the run.</summary>
    private async Task<RunReport> ReportAsync(RunEnding ending)
    {
        var report = Reports.Of(ending, null);
        if (ending.Failure is not null || report.Summary.Gateway is not { } gateway)
        {
            return report; // A failure may have taken the gateway with it.
        }

        var status = await EngineActors.AskAsync<GatewayStatus>(_actors.Gateway, GetGatewayStatus.Instance, CancellationToken.None);
        return report with { Summary = report.Summary with { Gateway = gateway with { Pauses = HeldIn(status) } }, Tokens = status.Tokens };
    }

    private ImmutableArray<HeldPause> HeldIn(GatewayStatus status)
    {
        var now = _clock.GetCurrentInstant();
        return [.. status.Pauses.Where(pause => pause.Until > now).OrderBy(pause => pause.Until).Select(pause => new HeldPause(pause.Scope, pause.Until, pause.Reason))];
    }

    private async Task<RunReport> WithTimeNeededAsync(RunReport plan, RunEnding ending)
    {
        if (ending.Stop is not null || ending.Failure is not null)
        {
            return plan;
        }

        // What the target has taught the gateway while the plan was made holds for the run as well.
        var status = await EngineActors.AskAsync<GatewayStatus>(_actors.Gateway, GetGatewayStatus.Instance, CancellationToken.None);
        var allowed = status.ExpectedPerMinute;
        return plan with
        {
            TimeNeeded = TimeLeft.Of(ending.Summary.Forecast, allowed),
            AllowedPerMinute = allowed,
            Tokens = status.Tokens,
        };
    }

    private async Task<RunEnding> LeadAsync(RunJob job, CancellationToken stop)
    {
        using var span = _actors.Span.Begin(job.Kind == RunKind.Plan ? "plan" : "run", job.Run.Value);
        var services = new RunServices(
            _dialect,
            _options.Guard,
            _actors.Partitions,
            _actors.RunLog,
            new RunObserver(_dialect, _actors.Client, _options, _clock),
            _actors.Gateway,
            KeepPlanAsync,
            _options.Target.RequestsPerMinute == 0 ? UnpacedWindow : PacedWindow,
            _progress.Take,
            _clock)
        {
            StateFolder = _state.FullPath,
            CountEvery = CountEvery,
        };
        var coordinator = _actors.System.ActorOf(Props.Create<RunCoordinator>(services));
        using var ended = new CancellationTokenSource();
        var watching = _progress.WatchAsync(_actors.Client, ended.Token);
        await using var registration = stop.Register(() => coordinator.Tell(new RunMessage.Stop(new RunStop.Interrupted(null))));
        var answer = await EngineActors.AskAsync<RunMessage.Ended>(coordinator, new RunMessage.Start(job), CancellationToken.None);
        await ended.CancelAsync();
        await watching;
        return answer.Ending;
    }

    private Task KeepPlanAsync(RunJob job, RunSummary summary, IEnumerable<PlannedUser> users)
    {
        var (_, bytes) = PlanFile.Seal(Draft(job, summary, users)); // Here and not beside: the coordinator's users change with the run.
        return Task.Run(() =>
        {
            using var spool = RunSpool.Open(_state, job.Run);
            spool.KeepPlan(bytes.Span);
        });
    }

    private PlanDocument Draft(RunJob job, RunSummary summary, IEnumerable<PlannedUser> users) => new(
        string.Empty, job.StartedAt, _identity.FolderName, _configurationHash, job.Source, summary, [.. users.OrderBy(user => user.User)]);

    private Task<RosterReading> ReadAsync(RunRequest request, RunSpool? spool, CancellationToken stop)
    {
        var context = _options.Source.ToContext(_options.Taxonomy, _dialect.Capabilities.Levels, gated: !_dialect.Capabilities.CertificationsAreDated);
        var sources = spool is null ? request.Sources : [.. request.Sources.Select(source => source with { Spool = spool.Add(source.Name) })];
        return RosterReader.ReadAsync(sources, _options.Source, context, stop);
    }

    private RunJob JobOf(RunKind kind, RunId run, RunRequest request, RosterReading reading, RunHistory history, Instant startedAt) => new(
        run,
        kind,
        new SourceName(_options.Source.Name),
        _options.Source.Mode,
        reading,
        null,
        request.Only?.ToImmutableHashSet(),
        request.AcceptReason,
        history.AcceptedRows.GetValueOrDefault(new SourceName(_options.Source.Name), ImmutableSortedDictionary<SheetKind, long>.Empty),
        RequestCounts.None,
        0,
        startedAt);

    private RunEvent.Opened Opened(RunJob job, string command, ImmutableArray<string> files, string planId) =>
        new(job.Run, command, job.Source, files, _configurationHash, planId, job.AcceptReason ?? string.Empty, job.StartedAt);

    private async Task RecordAsync(RunEvent happened)
    {
        object reply;
        try
        {
            reply = await EngineActors.AskAsync<object>(_actors.RunLog, new RecordRunEvents([happened]), CancellationToken.None);
        }
        catch (Exception cause) when (cause is not EngineStartException)
        {
            throw NotStored(cause);
        }

        switch (reply)
        {
            case RunEventsRefused refused:
                throw new EngineStartException(ExitCode.Failed, refused.Reason);
            case Status.Failure failure:
                throw NotStored(failure.Cause);
        }
    }

    private EngineStartException NotStored(Exception cause) => new(ExitCode.Failed, StorageFault.Describe(cause, _state.FullPath), cause);

    private void RefuseIfStale(PlanDocument plan, RunHistory history)
    {
        var why = plan.Target != _identity.FolderName ? $"was made for another target ({plan.Target})"
            : plan.ConfigurationHash != _configurationHash ? "was made with another configuration of taxonomy, policy, source or scope"
            : history.AppliedBy(plan.PlanId) is { } run ? $"was already applied by run {run}"
            : null;
        if (why is not null)
        {
            throw new EngineStartException(ExitCode.Conflict, $"The plan {why}. Make a new one with `actorsync plan --out`.");
        }
    }

    private static void RefuseIfOpen(RunHistory history)
    {
        if (history.Open is { } open)
        {
            throw new EngineStartException(
                ExitCode.Conflict,
                $"Run {open.Id} is open since {InstantText.At(open.StartedAt)}. Go on with it by `actorsync resume {open.Id}`, or close it by `actorsync runs abandon {open.Id}`.");
        }
    }

    private static RunRecord? OpenRun(RunHistory history, RunId? run)
    {
        if (run is not { } named)
        {
            return history.Open;
        }

        var found = history.Find(named) ?? throw new EngineStartException(ExitCode.Usage, $"There is no run {named}; `actorsync runs` lists them.");
        return found.IsOpen ? found : null;
    }

    private static RunId NewRunId(Instant startedAt) => new(RunIdPattern.Format(startedAt));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _actors.DisposeAsync();
        _lock?.Dispose();
    }
}
