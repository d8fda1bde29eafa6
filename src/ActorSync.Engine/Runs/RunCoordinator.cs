using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Users;
using Akka.Actor;

namespace ActorSync.Engine.Runs;

/// <summary>Leads one run through its three phases: observe everybody in scope, decide, converge. Nothing is written before the guard has passed.</summary>
/// <remarks>The rules are in <see cref="RunTally"/>, <see cref="RunVerdict"/> and <see cref="Guard"/>; this class carries messages between them, the partitions and the run log.</remarks>
#pragma warning disable CA1001 // An actor is not disposed: it gives back what it owns when it stops.
public sealed class RunCoordinator : ReceiveActor
#pragma warning restore CA1001
{
    /// <summary>The requests are counted in the run log each time that this many users are done, so that a crash forgets few of them.</summary>
    private const int UsersPerCount = 250;

    private readonly RunServices _services;
    private readonly CancellationTokenSource _stopObserving = new();
    private readonly List<LedgerPerson> _known = [];
    private readonly Dictionary<UserId, FinishedUser> _finished = [];
    private readonly List<UserId> _toConverge = [];
    private readonly HashSet<UserId> _withSkipped = [];
    private readonly Dictionary<UserId, PersonInScope> _underWay = [];

    private RunJob _job = null!;
    private IActorRef _requester = ActorRefs.Nobody;
    private RunTally _tally = null!;
    private RunObservation? _observation;
    private ImmutableArray<PersonInScope> _people = [];
    private GuardVerdict _guard = GuardVerdict.Pass;
    private RunEnding? _ending;
    private RunStop? _stop;
    private string? _failure;
    private RequestCounts _requests = RequestCounts.None;
    private RequestCounts _recorded = RequestCounts.None;
    private Action? _afterCounts;
    private int _partitionsHeard;
    private int _next;
    private int _decided;
    private int _converged;
    private long _forecast;
    private long _readsToCome;
    private bool _writesBegan;
    private bool _isGatewayLost;
    private bool _isLogLost;

    /// <summary>Waits for its run.</summary>
    public RunCoordinator(RunServices services)
    {
        _services = services;
        Receive<RunMessage.Start>(Start);
        ReceiveAlways();
    }

    private void Recovering()
    {
        Receive<PartitionReply.RunBegun>(Begun);
        ReceiveAlways();
    }

    private void Observing()
    {
        Receive<RunMessage.Observed>(observed => Observed(observed.Observation));
        ReceiveAlways();
    }

    private void Deciding()
    {
        Receive<PartitionReply.PersonDecided>(Decided);
        ReceiveAlways();
    }

    private void Fixing()
    {
        Receive<RunMessage.PlanKept>(kept => TellPartitions(PartitionMessage.BeginConverge.Instance));
        Receive<PartitionReply.ConvergeBegun>(_ => CountPartition(RecordDecided));
        Receive<RunEventsRecorded>(_ => BeginConverging());
        ReceiveAlways();
    }

    private void Converging()
    {
        Receive<PartitionReply.UserConverged>(Converged);
        Receive<RunEventsRecorded>(_ => { });
        ReceiveAlways();
    }

    private void Ending()
    {
        Receive<RunEventsRecorded>(_ => Tell(_ending!));
        Receive<RunMessage.Stop>(_ => { });
        ReceiveAlways();
    }

    private void ReceiveAlways()
    {
        Receive<RunMessage.Stop>(stop => Halt(stop.Why));
        Receive<RunMessage.Failed>(failed => Fail(failed.Reason));
        Receive<PartitionReply.JournalFailed>(failed => Fail($"The journal could not store what happened: {failed.Reason} Nothing more was sent. See to the disk or the database, then run `actorsync resume`."));
        Receive<RunEventsRefused>(refused => Fail(refused.Reason));
        Receive<GatewayStatus>(Count);
        Receive<Terminated>(Miss);
        Receive<Status.Failure>(failure => Fail(failure.Cause.Message));
    }

    private void Start(RunMessage.Start start)
    {
        _job = start.Job;
        _requester = Sender;
        _writesBegan = GoesOn; // An earlier process may have written.
        var reading = _job.Reading;
        _tally = _job.Kind == RunKind.Resume
            ? RunTally.Resuming(_services.Dialect, _job.Plan!.Summary)
            : new RunTally(_services.Dialect, reading?.Files ?? [], reading?.Rows ?? RowCounts.None, reading?.ItemsRejected ?? 0, reading?.Findings ?? [], reading?.FindingsOmitted ?? 0);
        foreach (var needed in _services.Partitions.Append(_services.Gateway).Append(_services.RunLog))
        {
            Context.Watch(needed);
        }

        Become(Recovering);
        TellPartitions(new PartitionMessage.BeginRun(_job.Run, _job.SkipsMoved, GoesOn, _job.Kind == RunKind.Settle));
    }

    private void Begun(PartitionReply.RunBegun begun)
    {
        _known.AddRange(begun.People);
        foreach (var finished in begun.Finished)
        {
            _finished.Add(finished.User, finished);
        }

        CountPartition(() =>
        {
            Become(Observing);
            Report(RunPhase.Observing, 0, 0);
            _services.Observer.ObserveAsync(_job, [.. _known], _stopObserving.Token)
                .PipeTo(Self, success: observation => new RunMessage.Observed(observation));
        });
    }

    private void Observed(RunObservation observation)
    {
        _observation = observation;
        foreach (var finding in observation.Findings)
        {
            _tally.Note(finding);
        }

        if (_stop is not null || observation.Stop is not null || observation.Scope is null)
        {
            _stop ??= observation.Stop;
            End();
            return;
        }

        _tally.TakeScope(observation.Scope);
        _people = observation.Scope.People;
        TellPartitions(new PartitionMessage.UseContext(observation.Context!));
        Become(Deciding);
        FeedDeciding();
    }

    private void FeedDeciding()
    {
        while (_stop is null && _failure is null && _underWay.Count < _services.Window && _next < _people.Length)
        {
            var person = _people[_next++];
            if (_finished.TryGetValue(person.Observed.Id, out var finished) && finished.Result is { } result)
            {
                _tally.TakeFinished(result, finished.Applied);
                _decided++;
                continue;
            }

            _underWay.Add(person.Observed.Id, person);
            PartitionOf(person.Observed.Id).Tell(person.Planned is { } planned
                ? new PartitionMessage.DecidePlanned(planned, person.Observed)
                : new PartitionMessage.DecidePerson(person.Observed.Id, person.Person, person.Observed));
        }

        Report(RunPhase.Deciding, _decided, _people.Length);
        if (_underWay.Count == 0)
        {
            AskForCounts(Judge);
        }
    }

    private void Decided(PartitionReply.PersonDecided decided)
    {
        _underWay.Remove(decided.User, out var person);
        if (decided.Stop is { } stop)
        {
            Halt(stop);
        }
        else if (decided.Problem is { } problem)
        {
            _tally.TakeFailure(person!.Person?.Id.Value ?? person.Planned?.Employee ?? decided.User.Value, problem);
            _decided++;
        }
        else
        {
            if (_tally.TakeDecision(decided.Planned!, decided.Decision!, person!.IsAbsent, decided.Skipped, _observation!.Context?.Taxonomy))
            {
                _toConverge.Add(decided.User);
            }

            if (!decided.Skipped.IsEmpty)
            {
                _withSkipped.Add(decided.User);
            }

            _readsToCome += decided.ReadsToCome;
            _decided++;
        }

        FeedDeciding();
    }

    private void Judge()
    {
        if (_stop is not null || _failure is not null)
        {
            End();
            return;
        }

        foreach (var carried in _finished.Values.Where(finished => finished.Result is null))
        {
            _tally.CarryOver(carried.Applied);
        }

        _forecast = (_job.RequestsBefore + _requests).Sent + _readsToCome + _tally.WritesNeeded;
        _guard = JudgeGuard();
        if (_guard.Outcome == GuardOutcome.Hold || _job.Kind == RunKind.Plan)
        {
            End();
            return;
        }

        Become(Fixing);
        if (GoesOn)
        {
            TellPartitions(PartitionMessage.BeginConverge.Instance); // The plan stays as first decided: each resume begins from it.
            return;
        }

        _services.KeepPlan(_job, Summary(RunStatus.Planned, asPlanned: true), _tally.Planned.Values)
            .PipeTo(Self, success: plan => new RunMessage.PlanKept(plan));
    }

    private GuardVerdict JudgeGuard()
    {
        if (_job.Reading is { } reading)
        {
            return Guard.Judge(_services.Guard, _job.Mode, _tally.Guard, RowCountMemory.Of(reading.Files), new RowCountMemory(_job.AcceptedRows), _job.AcceptReason);
        }

        // A plan made earlier was judged then; whoever applies a held one has to say why.
        var planned = _job.Plan?.Summary.Guard ?? GuardVerdict.Pass;
        return planned.Outcome == GuardOutcome.Hold && _job.AcceptReason is { } reason
            ? planned with { Outcome = GuardOutcome.Overridden, AcceptedBecause = reason }
            : planned;
    }

    private void RecordDecided()
    {
        if (GoesOn)
        {
            BeginConverging();
            return;
        }

        var events = new List<RunEvent>();
        if (_job.Reading is { } reading && _job.Only is null)
        {
            events.Add(new RunEvent.SourceAccepted(_job.Run, _job.Source, RowCountMemory.Of(reading.Files).Rows));
        }

        events.Add(CountedSince());
        events.Add(new RunEvent.Decided(_job.Run, SummaryJson.Write(Summary(RunStatus.Planned, asPlanned: true))));
        _services.RunLog.Tell(new RecordRunEvents([.. events]));
    }

    private void BeginConverging()
    {
        _next = 0;
        _writesBegan = true;
        Become(Converging);
        FeedConverging();
    }

    private void FeedConverging()
    {
        // One user goes ahead: a permission that is missing, or a target that refuses everything, shows in one write instead of a window full.
        var window = _converged == 0 ? 1 : _services.Window;
        while (_stop is null && _failure is null && _underWay.Count < window && _next < _toConverge.Count)
        {
            var user = _toConverge[_next++];
            _underWay.Add(user, null!);
            PartitionOf(user).Tell(new PartitionMessage.ConvergeUser(user));
        }

        Report(RunPhase.Converging, _converged, _toConverge.Count);
        if (_underWay.Count == 0)
        {
            End();
        }
    }

    private void Converged(PartitionReply.UserConverged converged)
    {
        _underWay.Remove(converged.User);
        _tally.TakeResult(converged.User, converged.Result, _withSkipped.Contains(converged.User));
        if (converged.Result.Result is not null && ++_converged % UsersPerCount == 0)
        {
            AskForCounts(() => _services.RunLog.Tell(new RecordRunEvents([CountedSince()])));
        }

        if (converged.Result.Stop is { } stop)
        {
            Halt(stop);
        }

        FeedConverging();
    }

    private void Halt(RunStop why)
    {
        _stop ??= why;
        StopSending();
    }

    private void Fail(string reason)
    {
        if (_ending is not null)
        {
            Tell(_ending with { Failure = reason, Summary = _ending.Summary with { Status = RunStatus.Failed } });
            return;
        }

        _failure ??= reason;
        StopSending();
        End();
    }

    private void Miss(Terminated lost)
    {
        _isGatewayLost |= lost.ActorRef.Equals(_services.Gateway);
        _isLogLost |= lost.ActorRef.Equals(_services.RunLog);
        Fail($"{lost.ActorRef.Path.Name} stopped unexpectedly; the log says why. What was stored is safe.");
    }

    private void StopSending()
    {
        _stopObserving.Cancel();
        _services.Gateway.Tell(new StopGateway(StopGateway.LongestGrace));
    }

    private void End() => AskForCounts(Conclude);

    private void Conclude()
    {
        if (_ending is not null)
        {
            return;
        }

        var asPlanned = _job.Kind == RunKind.Plan && _stop is null && _failure is null;
        var status = RunVerdict.StatusOf(_tally.Rows, _tally.ItemsRejected, UsersNow(asPlanned), _guard, _job.Kind == RunKind.Plan, _stop, _failure);
        var summary = Summary(status, asPlanned);
        if (!summary.Rows.AddUp || !summary.Users.AddUp)
        {
            _failure ??= "The run's figures do not add up, which is a defect of ActorSync. Keep the state directory and report it.";
            summary = summary with { Status = RunStatus.Failed };
        }

        var isOpen = _job.Writes && RunVerdict.StaysOpen(_stop, _failure, _writesBegan);
        _ending = new RunEnding(summary, [.. _tally.Planned.Values.OrderBy(user => user.User)], _observation?.Context?.Taxonomy, _stop, _failure, isOpen);
        Report(RunPhase.Ended, 0, 0);
        if (!_job.Writes || _isLogLost)
        {
            Tell(_ending);
            return;
        }

        Become(Ending);
        RunEvent last = isOpen
            ? new RunEvent.Interrupted(_job.Run, _failure ?? RunVerdict.Describe(_stop), _services.Clock.GetCurrentInstant())
            : new RunEvent.Closed(_job.Run, summary.Status, _job.Kind == RunKind.Settle, SummaryJson.Write(summary), _services.Clock.GetCurrentInstant());
        _services.RunLog.Tell(new RecordRunEvents([CountedSince(), last]));
    }

    private void Tell(RunEnding ending)
    {
        _requester.Tell(new RunMessage.Ended(ending));
        Context.Stop(Self);
    }

    private RunSummary Summary(RunStatus status, bool asPlanned) => new(
        _job.Run,
        status,
        _job.Mode,
        _tally.Rows,
        _tally.ItemsRejected,
        UsersNow(asPlanned),
        asPlanned || _job.Kind == RunKind.Plan ? _tally.Decided : _tally.Applied,
        _job.RequestsBefore + _requests,
        _job.Kind == RunKind.Resume ? _job.Plan!.Summary.WritesLowerBound : _tally.WritesNeeded,
        _forecast,
        _guard,
        [.. _tally.Findings],
        _job.StartedAt,
        _services.Clock.GetCurrentInstant(),
        _job.ResumedCount);

    private UserCounts UsersNow(bool asPlanned)
    {
        var toConverge = _toConverge.Count - _converged;
        var undecided = _people.Length - _decided;
        return _guard.Outcome == GuardOutcome.Hold
            ? _tally.Users(undecided, held: toConverge)
            : asPlanned
                ? _tally.Users(undecided, changed: toConverge)
                : _tally.Users(undecided + toConverge);
    }

    private RunEvent.Counted CountedSince()
    {
        var since = _requests - _recorded;
        _recorded = _requests;
        return new RunEvent.Counted(_job.Run, since);
    }

    private void AskForCounts(Action then)
    {
        if (_isGatewayLost)
        {
            then();
            return;
        }

        _afterCounts = then;
        _services.Gateway.Tell(GetGatewayStatus.Instance);
    }

    private void Count(GatewayStatus status)
    {
        _requests = GatewayFigures.Of(status.Counters);
        var then = _afterCounts;
        _afterCounts = null;
        then?.Invoke();
    }

    private void CountPartition(Action then)
    {
        if (++_partitionsHeard == _services.Partitions.Count)
        {
            _partitionsHeard = 0;
            then();
        }
    }

    private void TellPartitions(PartitionMessage message)
    {
        foreach (var partition in _services.Partitions)
        {
            partition.Tell(message);
        }
    }

    // Whether the run was decided by an earlier process.
    private bool GoesOn => _job.Kind is RunKind.Resume or RunKind.Settle;

    private IActorRef PartitionOf(UserId user) => _services.Partitions[Partitioning.PartitionOf(user)];

    private void Report(RunPhase phase, long done, long total) => _services.Report(new PhaseProgress(phase, done, total, _tally.WritesNeeded));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopObserving.Cancel();
        _stopObserving.Dispose();
    }
}
