using System.Collections.Immutable;
using System.Data.Common;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Leases;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Leases;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Sources;
using ActorSync.Engine.Users;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>One process at work for one target: it plans, runs, applies and resumes.</summary>
/// <remarks>The composition root of the engine; the phases of a run are led by <see cref="RunCoordinator"/>.</remarks>
public sealed class SyncEngine : IAsyncDisposable
{
    // Which command opened a run, as the run log keeps it.
    private const string RunCommand = "run";

    private readonly ActorSyncOptions _options;
    private readonly TargetIdentity _identity;
    private readonly StateDirectory _state;
    private readonly EngineStart _start;
    private readonly EngineActors _actors;
    private readonly TimeProviderClock _clock;
    private readonly RunLogClient _log;
    private readonly RunSources _sources;
    private readonly RunLead _lead;
    private readonly RunSealing _sealing;
    private readonly JournalRetention _upkeep;
    private readonly Operators _operators;
    private readonly string _configurationHash;

    private SyncEngine(ActorSyncOptions options, TargetIdentity identity, EngineStart start, TimeProvider time)
    {
        _options = options;
        _identity = identity;
        _state = start.State;
        _start = start;
        _actors = start.Actors;
        var clock = new TimeProviderClock(time);
        _clock = clock;
        _configurationHash = ConfigurationHash.Of(options);
        _log = new RunLogClient(_actors.RunLog, _state.FullPath, start.Writer?.Lease);
        _sealing = new RunSealing(start.Store, _state, _log, time);
        _upkeep = new JournalRetention(options, start, _log, clock);
        _operators = new Operators(_actors.People);
        _sources = new RunSources(options, start.Dialect, _state);
        _lead = new RunLead(options, start, identity, _configurationHash, clock);
        Dialect = start.Dialect;
    }

    /// <summary>Where the run under way stands.</summary>
    public RunProgress Progress => _lead.Progress;

    /// <summary>The run that is led now and stays open where this process ends before it; null where there is none, as of a plan.</summary>
    public RunId? OpenRun => _lead.OpenRun;

    /// <summary>Sends through the gateway: for commands about the taxonomy and for <c>doctor</c>.</summary>
    public ITargetClient Client => _actors.Client;

    /// <summary>What the gateway is about, with the pauses that an earlier process has left.</summary>
    public Task<GatewayStatus> ReadGatewayAsync(CancellationToken stop) => _actors.Client.GetStatusAsync(stop);

    /// <summary>The target's dialect.</summary>
    public ITargetDialect Dialect { get; }

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
        new(options, identity, await EngineStart.StartAsync(options, identity, mode, command, time, loggers, cancellationToken), time);

    /// <summary>The target's run history as far as it is durable; the target itself is not asked.</summary>
    public Task<RunHistory> ReadRunsAsync(CancellationToken cancellationToken) => _log.ReadAsync(cancellationToken);

    /// <summary>The process that writes to the target, or did last and did not say that it ended; null where there is none, or nobody knows.</summary>
    public WriterStanding? ReadWriter() => EngineStartException.OfJournal(() => WriterLeases.Read(_start.LeaseTable, _state));

    /// <summary>The same where no engine is wanted.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">Which target it is.</param>
    /// <param name="time">The time.</param>
    public static WriterStanding? ReadWriter(ActorSyncOptions options, TargetIdentity identity, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(identity);

        var state = new StateDirectory(options.State.FolderOf(identity));
        var table = LeaseTable.Of(EngineStart.StoreOf(options, identity, state), time, LeaseTerm.OfSeconds(options.Journal.LeaseSeconds));
        return EngineStartException.OfJournal(() => WriterLeases.Read(table, state));
    }

    /// <summary>For a command that is no run: fails where what it could not do is the fault of a lease that this process has lost.</summary>
    /// <exception cref="EngineStartException">Another process writes by now.</exception>
    public Task RefuseIfNotWriterAsync() => LostLease.RefuseAsync(_start, CancellationToken.None);

    /// <summary>How far an open run has come, as far as it is durable.</summary>
    public async Task<RunDone> ReadDoneAsync(RunRecord run, CancellationToken cancellationToken)
    {
        var question = new PartitionMessage.GetDone(run.Id);
        var answers = await Task.WhenAll(_actors.Partitions.Select(partition => EngineActors.AskAsync<PartitionReply.RunBegun>(partition, question, cancellationToken)));
        return RunDone.Of(answers, isUnderWay: ReadWriter()?.IsAtWorkOnRun == true, NamesOf(run), leftAt: run.Times?.LeftAt ?? run.StartedAt);
    }

    /// <summary>Reads source and target, decides and judges; writes nothing but the plan's file, and warns of an open run.</summary>
    public async Task<RunReport> PlanAsync(RunRequest request, string? planPath, CancellationToken stop)
    {
        var history = await _log.ReadAsync(stop);
        await _actors.RecoveredAsync(stop);
        var gateway = history.Open is null ? null : await ReadGatewayAsync(stop); // Before: afterwards the plan may have been stopped.
        var report = await DecideAsync(request, planPath, history, stop);
        return history.Open is { } open && gateway is not null
            ? report.Warned(RunAdmission.WarningOf(open, ReadWriter(), gateway))
            : report;
    }

    private async Task RefuseIfOpenAsync(RunHistory history, CancellationToken stop)
    {
        if (history.Open is { } open)
        {
            throw RunAdmission.RefusalOf(open, await ReadGatewayAsync(stop));
        }
    }

    private async Task<RunReport> DecideAsync(RunRequest request, string? planPath, RunHistory history, CancellationToken stop)
    {
        var startedAt = _clock.GetCurrentInstant();
        var reading = await _sources.ReadAsync(request, stop);
        var job = JobOf(RunKind.Plan, RunId.Of(startedAt, history.Latest?.Id), request, reading, history, startedAt);
        if (FileHolds.Refusing(reading, request.AcceptReason) is { IsEmpty: false } holds)
        {
            return Reports.Held(Reports.HeldSummary(job, holds, _clock.GetCurrentInstant()));
        }

        return await PlanAsync(job, planPath, stop);
    }

    /// <summary>Decides how a closed run is taken back: only values that still are what it wrote. Writes nothing but the plan's file, for <see cref="ApplyAsync"/>.</summary>
    /// <exception cref="EngineStartException">There is no such run, it is open or cut off, or the journal is not as it was written.</exception>
    public async Task<RunReport> UndoAsync(RunId run, string? planPath, CancellationToken stop)
    {
        _lead.Recall();
        var startedAt = _clock.GetCurrentInstant();
        var history = await _log.ReadAsync(stop);
        var gateway = history.Open is null ? null : await ReadGatewayAsync(stop);
        if (RunAdmission.FindOpen(history, run) is { } open)
        {
            throw RunAdmission.RefusalToUndo(open, gateway!);
        }

        await _actors.RecoveredAsync(stop);
        var changes = await EngineStartException.OfJournalAsync(() => ReadChangesAsync(run, stop));
        if (changes.IsEmpty)
        {
            return Reports.NothingToUndo(run, startedAt);
        }

        var planned = KeptPlans.TryRead(_state, history.Find(run)!)?.Users.ToDictionary(user => user.User);
        var job = new RunJob(
            RunId.Of(startedAt, history.Latest?.Id), RunKind.Plan, new SourceName(_options.Source.Name), SourceMode.Partial, null, null, null, null,
            ImmutableSortedDictionary<SheetKind, long>.Empty, RequestCounts.None, 0, startedAt)
        {
            Undoing = new UndoneRun(run, [.. changes.Select(change => change with { Planned = planned?.GetValueOrDefault(change.User) })]),
        };
        var report = Reports.OfUndoing(await PlanAsync(job, planPath, stop));
        return history.Open is { } other ? report.Warned(RunAdmission.WarningOf(other, ReadWriter(), gateway!)) : report;
    }

    private async Task<ImmutableArray<UserChanges>> ReadChangesAsync(RunId run, CancellationToken stop)
    {
        var rows = JournalHosting.RowsOf(_start.Store);
        var (changes, _) = await new BesideCuts(rows).ReadAsync(log =>
        {
            var cut = log.Sound().Cut;
            return cut?.Covers(run) == true
                ? throw RunAdmission.RefusalOfCut(run, cut.ReachesBackTo)
                : new ReplayedRunChanges(_actors.System, _actors.People, people => CutBase.Load(rows, cut, people)).ReadAsync(run, stop);
        });
        return changes;
    }

    private async Task<RunReport> PlanAsync(RunJob job, string? planPath, CancellationToken stop)
    {
        var ending = await _lead.LeadAsync(job, stop);
        var report = await _lead.WithTimeNeededAsync(await _lead.ReportAsync(ending), ending);
        if (planPath is null || ending.Failure is not null || ending.Stop is not null)
        {
            return report;
        }

        var (plan, bytes) = _lead.Seal(job, ending.Summary, ending.Plan, ending.Taxonomy?.Names ?? TaxonomyNames.None);
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
            throw new EngineStartException(
                ExitCode.Usage, $"The plan cannot be written to {planPath}: {ReasonText.Sentence(exception.Message)} Name a place that can be written with --out.", exception);
        }
    }

    /// <summary>Plans, guards and converges.</summary>
    public async Task<RunReport> RunAsync(RunRequest request, CancellationToken stop)
    {
        using var waiting = _actors.StopWaitingFor(stop);
        var startedAt = _clock.GetCurrentInstant();
        var history = await ReadToWriteAsync(stop);
        await RefuseIfOpenAsync(history, stop);
        await _sealing.SealAsync(history); // What it has to say, verify-audit says as well.
        await _actors.RecoveredAsync(stop);
        var run = RunId.Of(startedAt, history.Latest?.Id);
        var reading = await _sources.SpoolAsync(run, request, stop);
        var job = JobOf(RunKind.Run, run, request, reading, history, startedAt);
        await OpenAsync(Opened(job, RunCommand, [.. request.Sources.Select(source => source.Name)], string.Empty));
        return await SealedAsync(await FinishAsync(job, request.AcceptReason, stop), stop);
    }

    /// <summary>Does exactly what a plan says, once.</summary>
    public async Task<RunReport> ApplyAsync(string planPath, string? acceptReason, IReadOnlyList<EmployeeId>? only, CancellationToken stop)
    {
        _lead.Recall();
        using var waiting = _actors.StopWaitingFor(stop);
        var startedAt = _clock.GetCurrentInstant();
        var history = await ReadToWriteAsync(stop);
        await RefuseIfOpenAsync(history, stop);
        await _actors.RecoveredAsync(stop);
        var bytes = await File.ReadAllBytesAsync(planPath, stop);
        var plan = PlanFile.Read(bytes);
        RunAdmission.RefuseIfStale(plan, history, _identity.FolderName, _configurationHash);

        await _sealing.SealAsync(history);
        var run = RunId.Of(startedAt, history.Latest?.Id);
        _sources.Spool(run, bytes, only);
        var job = new RunJob(
            run, RunKind.Apply, plan.Source, plan.Summary.Mode, null, plan, only?.ToImmutableHashSet(), acceptReason,
            ImmutableSortedDictionary<SheetKind, long>.Empty, RequestCounts.None, 0, startedAt, SkipsMoved: true);
        await OpenAsync(Opened(job, KeptPlans.ApplyCommand, [planPath, .. plan.Files], plan.PlanId));
        return await SealedAsync(await _lead.ReportAsync(await _lead.LeadAsync(job, stop)), stop);
    }

    /// <summary>Goes on with an interrupted run: the latest by default.</summary>
    public async Task<RunReport> ResumeAsync(RunId? run, CancellationToken stop)
    {
        using var waiting = _actors.StopWaitingFor(stop);
        var history = await ReadToWriteAsync(stop);
        if (RunAdmission.FindOpen(history, run) is not { } record)
        {
            return await TidiedAsync(run is { } named ? Reports.OfClosed(history.Find(named)!) : Reports.NothingOpen(_options.Source.Mode, _clock.GetCurrentInstant()), history);
        }

        if (record.ConfigurationHash != _configurationHash)
        {
            throw new EngineStartException(
                ExitCode.Conflict,
                $"Run {record.Id} was begun with another configuration of taxonomy, policy, source or scope. "
                + $"Restore that configuration, or close the run with `actorsync runs abandon {record.Id}`.");
        }

        var plan = Task.Run(() => ReadPlan(record), CancellationToken.None); // A large one takes seconds, as the recovery does.
        await _actors.RecoveredAsync(stop);
        var now = _clock.GetCurrentInstant();
        try
        {
            await TakeUpAsync(record.Id);
            return await SealedAsync(await GoOnAsync(record, history, await plan, now, stop), stop);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or PlanFileException)
        {
            throw new EngineStartException(
                ExitCode.Usage,
                $"What run {record.Id} was made from cannot be read in {_state.RunFolder(record.Id)}: {(exception is PlanFileException ? "its plan was damaged or edited." : exception.Message)} "
                + $"Restore that folder, or close the run with `actorsync runs abandon {record.Id}`.",
                exception);
        }
    }

    private (PlanDocument? Plan, KeptUsers? Users) ReadPlan(RunRecord record)
    {
        using var spool = RunSpool.Open(_state, record.Id);
        if (!record.IsDecided)
        {
            if (!spool.HasContents)
            {
                throw new IOException("spool.json is missing, which names its source files and for whom alone it was.");
            }

            return (KeptPlans.Has(record) ? PlanFile.Read(spool.ReadApplied()) : null, null); // Whoever died before the run log had the decision has decided nothing.
        }

        var (plan, users) = PlanFile.ReadKept(spool.ReadLatest());
        return (plan, users);
    }

    private async Task<RunReport> GoOnAsync(RunRecord record, RunHistory history, (PlanDocument? Plan, KeptUsers? Users) kept, Instant now, CancellationToken stop)
    {
        using var spool = RunSpool.Open(_state, record.Id);
        var isApply = record.Command == KeptPlans.ApplyCommand;
        var plan = kept.Plan;
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
            SkipsMoved: isApply)
        {
            Kept = kept.Users,
            BeganAt = now,
            Before = record.Times,
            Left = SummaryJson.LeftBy(record),
        };
        if (plan is not null)
        {
            return await _lead.ReportAsync(await _lead.LeadAsync(job, stop));
        }

        var request = new RunRequest([.. spool.Files.Select(file => new SourceInput(file.Name, file.Open))], spool.Only, job.AcceptReason);
        return await FinishAsync(job with { Reading = await _sources.ReadAsync(request, stop) }, job.AcceptReason, stop);
    }

    /// <summary>Settles what an interrupted run left in doubt, by reads, and closes it for good.</summary>
    public async Task<RunReport> AbandonAsync(RunId run, CancellationToken stop)
    {
        using var waiting = _actors.StopWaitingFor(stop);
        var history = await ReadToWriteAsync(stop);
        if (RunAdmission.FindOpen(history, run) is not { } record)
        {
            return await TidiedAsync(Reports.OfAbandonedBefore(history.Find(run)!), history);
        }

        await _actors.RecoveredAsync(stop);
        var plan = KeptPlans.TryRead(_state, record);
        var job = new RunJob(
            record.Id, RunKind.Settle, record.Source, _options.Source.Mode, null, null, null, null,
            ImmutableSortedDictionary<SheetKind, long>.Empty, record.Requests, record.ResumedCount, record.StartedAt)
        {
            Decided = record.DecidedSummary is { } decided ? SummaryJson.Read(decided) : null,
            Names = plan?.Names ?? TaxonomyNames.None,
            DecidedOperations = plan?.Users.ToDictionary(user => user.User, user => user.Operations.Length) ?? [],
            BeganAt = _clock.GetCurrentInstant(),
            Before = record.Times,
        };
        await TakeUpAsync(run);
        return await SealedAsync(Reports.OfAbandoned(await _lead.LeadAsync(job, stop)), stop);
    }

    private TaxonomyNames NamesOf(RunRecord run) => KeptPlans.TryRead(_state, run)?.Names ?? TaxonomyNames.None;

    private async Task<RunReport> FinishAsync(RunJob job, string? acceptReason, CancellationToken stop)
    {
        var holds = FileHolds.Refusing(job.Reading!, acceptReason);
        if (holds.IsEmpty)
        {
            return await _lead.ReportAsync(await _lead.LeadAsync(job, stop));
        }

        var now = _clock.GetCurrentInstant();
        var summary = Reports.HeldSummary(job, holds, now);
        if (job.ResumesEarlierProcess)
        {
            await _log.RecordAsync(new RunEvent.Resumed(job.Run, job.BeganAt));
        }

        await _log.RecordAsync(new RunEvent.Closed(job.Run, RunStatus.Held, false, SummaryJson.Write(summary), now));
        return Reports.Held(summary);
    }

    // First the log: it waits for a storage that is away as the run itself does, and says so meanwhile.
    private async Task OpenAsync(RunEvent.Opened opened)
    {
        await _log.RecordAsync(opened);
        await TakeUpAsync(opened.Run);
    }

    private async Task TakeUpAsync(RunId run)
    {
        int taker;
        try
        {
            taker = await _operators.NumberOfAsync(Operators.OfThisProcess);
        }
        catch (Exception cause) when (cause is DbException or StorageGivenUpException)
        {
            throw await _log.NotStoredAsync(cause);
        }

        await _log.RecordAsync(new RunEvent.TakenUp(run, taker, _clock.GetCurrentInstant()));
    }

    // What a stop finds under way is sealed all the same; what was kept long enough may wait for the next run.
    private async Task<RunReport> SealedAsync(RunReport report, CancellationToken stop)
    {
        if (report.IsOpen || report.Error is not null)
        {
            return report; // What went wrong may have gone wrong with the journal; the next process seals what is closed.
        }

        var history = await _log.ReadAsync(CancellationToken.None);
        var (closing, sealing) = (CloseSpools(history), await _sealing.SealAsync(history));
        string?[] notes = [closing, sealing, sealing is null ? await _upkeep.CutAsync(stop) : null]; // What is in doubt is not cut.
        return report with { Notes = report.Notes.AddRange(notes.OfType<string>()) };
    }

    // Whoever closed the run may have died before it was sealed and its source files were deleted.
    private async Task<RunReport> TidiedAsync(RunReport report, RunHistory history)
    {
        string?[] notes = [CloseSpools(history), await _sealing.SealAsync(history)];
        return report with { Notes = report.Notes.AddRange(notes.OfType<string>()) };
    }

    // Nobody else opens a run meanwhile: this process has the lease.
    private async Task<RunHistory> ReadToWriteAsync(CancellationToken stop)
    {
        var history = await _log.ReadAsync(stop);
        RunAdmission.RefuseIfLost(new ClosedSpools(_state).DecidedAndUnknown(history));
        return history;
    }

    private string? CloseSpools(RunHistory history)
    {
        try
        {
            var spools = new ClosedSpools(_state);
            spools.Close(history);
            spools.DropUnopened(history);
            return null;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return $"The source files of runs that are over could not be deleted, and the next run does it: {ReasonText.Sentence(cause.Message)}";
        }
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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _actors.DisposeAsync();
        if (_start.Writer is { } writer)
        {
            await writer.DisposeAsync();
        }
    }
}
