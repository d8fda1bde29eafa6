using ActorSync.Core.Policies;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Users;
using Akka.Actor;
using Akka.Event;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>Leads one run through its three phases: observe everybody in scope, decide, converge. Nothing is written before the guard has passed.</summary>
/// <remarks>The rules are in <see cref="RunAccount"/> and those it rests on; this class carries messages between them, the partitions and the run log.</remarks>
#pragma warning disable CA1001 // An actor is not disposed: it gives back what it owns when it stops.
public sealed class RunCoordinator : ReceiveActor, IWithTimers
#pragma warning restore CA1001
{
    /// <summary>The requests are counted in the run log each time that this many users are done, so that a crash forgets few of them.</summary>
    public const int UsersPerCount = 25;

    private static readonly RunStop.Interrupted Interrupted = new(null);

    private readonly RunServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly PartitionFan _partitions;
    private readonly RunBrake _brake;
    private readonly RunRecording _recording;
    private readonly RunFailure _failure;

    private RunJob _job = null!;
    private IActorRef _requester = ActorRefs.Nobody;
    private RunAccount _account = null!;
    private RequestCounting _counting = null!;
    private RunFeeding _feeding = null!;
    private RunEnding? _ending;
    private bool _writesBegan;
    private bool _isDecisionSent;

    private bool IsFromLog => _recording.IsLog(Sender);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _services.Clock.GetCurrentInstant();

    /// <summary>Waits for its run.</summary>
    public RunCoordinator(RunServices services)
    {
        _services = services;
        _partitions = new PartitionFan(services.Partitions);
        _brake = new RunBrake(services.Gateway);
        _recording = new RunRecording(services.RunLog);
        _failure = new RunFailure(services.StateFolder);
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
        ReceiveCounts();
        ReceiveAlways();
    }

    private void Deciding()
    {
        Receive<PartitionReply.PersonDecided>(Decided);
        ReceiveCounts();
        ReceiveAlways();
    }

    private void Fixing()
    {
        Receive<RunMessage.PlanKept>(_ => _partitions.Tell(PartitionMessage.BeginConverge.Instance));
        Receive<PartitionReply.ConvergeBegun>(_ => Fixed());
        Receive<RunEventsRecorded>(_ => BeginConvergingWhenRecorded());
        Receive<RunMessage.CountRequests>(_ => { }); // They are counted with the decision.
        ReceiveAlways();
    }

    private void Converging()
    {
        Receive<PartitionReply.UserConverged>(Converged);
        ReceiveCounts();
        ReceiveAlways();
    }

    private void ReceiveCounts()
    {
        Receive<RunMessage.CountRequests>(_ => CountRequests());
        Receive<RunEventsRecorded>(_ => _recording.Answered());
    }

    private void ReceiveAlways()
    {
        Receive<RunMessage.Stop>(stop => _brake.Pull(stop.Why));
        Receive<PartitionReply.JournalFailed>(failed => FailStoring(failed.Reason, failed.IsOfStop));
        Receive<RunEventsRefused>(refused => FailRecord(refused.Reason));
        Receive<Status.Failure>(failure => FailStoringRecord(failure.Cause), _ => IsFromLog);
        Receive<Status.Failure>(failure => FailStoring(failure.Cause.Message, IsOfStop(failure.Cause)), failure => failure.Cause is IOException or StorageGivenUpException);
        Receive<Status.Failure>(failure => Fail(failure.Cause));
        Receive<GatewayStatus>(status => _counting.Take(status));
        Receive<GatewayStopped>(_ => { }); // It ends with the process; the run ends when its users do.
        Receive<Terminated>(lost => Miss(lost.ActorRef));
    }

    // The end has begun: only the last figures are still wanted, and what else comes can change nothing.
    private void Concluding()
    {
        Receive<GatewayStatus>(status => _counting.Take(status));
        Receive<RunEventsRecorded>(_ => _recording.Answered());
        Receive<RunEventsRefused>(refused => FailRecord(refused.Reason));
        Receive<Status.Failure>(failure => FailStoringRecord(failure.Cause), _ => IsFromLog);
        Receive<Terminated>(lost => Miss(lost.ActorRef));
        ReceiveAny(_ => { });
    }

    // Nobody is told of the end before the run log has it; only the log can still spoil it.
    private void Ending()
    {
        Receive<RunEventsRecorded>(_ => TellWhenRecorded());
        Receive<RunEventsRefused>(refused => TellUnrecorded(refused.Reason));
        Receive<Status.Failure>(failure => TellUnstored(failure.Cause), _ => IsFromLog);
        Receive<Terminated>(lost => TellUnrecorded(RunFaults.Missed(lost.ActorRef)), lost => _recording.IsLog(lost.ActorRef));
        ReceiveAny(_ => { });
    }

    private void Start(RunMessage.Start start)
    {
        _job = start.Job;
        _requester = Sender;
        _writesBegan = _job.Kind is RunKind.Resume or RunKind.Settle; // An earlier process may have written.
        _account = new RunAccount(_job, _services.Dialect, _services.Window);
        _counting = new RequestCounting(_services.Gateway, _account.Requests);
        _feeding = new RunFeeding(_account, _partitions, _brake);
        foreach (var needed in _services.Partitions.Append(_services.Gateway).Append(_services.RunLog))
        {
            Context.Watch(needed);
        }

        if (_services.CountEvery is { } interval && _job.Writes)
        {
            Timers.StartPeriodicTimer(nameof(RunMessage.CountRequests), RunMessage.CountRequests.Instance, interval.ToTimeSpan());
        }

        Become(Recovering);
        _counting.Ask(() => { });
        _partitions.Tell(new PartitionMessage.BeginRun(_job.Run, _job.SkipsMoved, _job.Kind == RunKind.Resume, _job.Kind == RunKind.Settle)
        {
            LeftAt = _job.Before?.LeftAt,
            LastAtWork = _job.Before?.Latest.Until,
            ReadSince = _job.Kind is RunKind.Run or RunKind.Apply ? Instant.Max(_services.RestoredAt ?? Instant.MinValue, Instant.Max(_job.ReadingsHoldFrom, Now - _services.ReadingsLast)) : null,
        });
    }

    private void Begun(PartitionReply.RunBegun begun)
    {
        _account.Take(begun);
        if (_partitions.HasEachAnswered())
        {
            Become(Observing);
            Report(RunPhase.Observing, 0, 0);
            _services.Observer.ObserveAsync(_job, [.. _account.Known], _brake.Observing)
                .PipeTo(Self, success: observation => new RunMessage.Observed(observation));
        }
    }

    private void Observed(RunObservation observation)
    {
        _account.Take(observation);
        _brake.Note(observation.Stop);
        if (_brake.Stop is not null)
        {
            End();
            return;
        }

        if (observation.Scope is null)
        {
            throw new InvalidOperationException("The target was read, but nobody says who is in scope.");
        }

        if (observation.Context is { } context)
        {
            _partitions.Tell(new PartitionMessage.UseContext(context));
        }

        Become(Deciding);
        FeedDeciding();
    }

    private void FeedDeciding()
    {
        _feeding.Decide();
        Report(RunPhase.Deciding, _account.Deciding.Done, _account.Deciding.Total, _account.Deciding.UnderWay);
        if (_account.Deciding.IsIdle)
        {
            _counting.Ask(Judge);
        }
    }

    private void Decided(PartitionReply.PersonDecided decided)
    {
        if (!_account.TryTake(decided))
        {
            Fail(RunFaults.NotUnderWay(decided.User));
            return;
        }

        if (decided.Stop is { } stop)
        {
            _brake.Pull(stop);
        }

        FeedDeciding();
    }

    private void Judge()
    {
        if (_failure.Reason is not null)
        {
            return; // The run is ending already.
        }

        if (_brake.Stop is not null || _account.Judge(_services.Guard).Outcome == GuardOutcome.Hold || _job.Kind == RunKind.Plan)
        {
            End();
            return;
        }

        Become(Fixing);
        if (_job.Kind is RunKind.Resume or RunKind.Settle)
        {
            _partitions.Tell(PartitionMessage.BeginConverge.Instance); // Its plan was kept when it was decided.
            return;
        }

        _services.KeepPlan(_job, _account.AsDecided(Now), _account.Planned, _account.Names).PipeTo(Self, success: () => RunMessage.PlanKept.Instance);
    }

    private void Fixed()
    {
        if (_partitions.HasEachAnswered())
        {
            _recording.Record(RunEvents.Decided(_job, _account.Requests.TakeUnrecorded(), _account.AsDecided(Now)));
            _isDecisionSent = true;
        }
    }

    // Counts sent before may be recorded only now; the log answers in order.
    private void BeginConvergingWhenRecorded()
    {
        _recording.Answered();
        if (!_recording.IsSettled || !_isDecisionSent)
        {
            return;
        }

        _writesBegan = true;
        Become(Converging);
        FeedConverging();
    }

    private void FeedConverging()
    {
        _feeding.Converge();
        Report(RunPhase.Converging, _account.Converging.Done, _account.Converging.Total, _account.Converging.UnderWay);
        if (_account.Converging.IsIdle)
        {
            End();
        }
    }

    private void Converged(PartitionReply.UserConverged converged)
    {
        if (!_account.TryTake(converged))
        {
            Fail(RunFaults.NotUnderWay(converged.User));
            return;
        }

        if (converged.Result.Result is not null && _account.Converging.Done % UsersPerCount == 0)
        {
            CountRequests();
        }

        if (converged.Result.Stop is { } stop)
        {
            _brake.Pull(stop);
        }

        FeedConverging();
    }

    private void Fail(Exception cause)
    {
        _log.Error(cause, "Run {Run} failed", _job?.Run);
        Fail(cause.Message);
    }

    private void Fail(string reason)
    {
        _failure.Note(reason);
        _brake.StopSending();
        End();
    }

    private void FailStoring(string reason, bool isOfStop = false)
    {
        if (isOfStop)
        {
            _brake.Note(Interrupted);
            _failure.NoteGivenUp(reason);
        }
        else
        {
            _failure.NoteUnstored(reason);
        }

        Fail(reason);
    }

    private void FailStoringRecord(Exception cause)
    {
        _recording.Answered();
        FailStoring(cause.Message, IsOfStop(cause));
    }

    private static bool IsOfStop(Exception cause) => cause is StorageGivenUpException { IsOfStop: true };

    private void FailRecord(string reason)
    {
        _recording.Answered();
        Fail(reason);
    }

    private void Miss(IActorRef lost)
    {
        _counting.Miss(lost);
        _recording.Miss(lost);
        Fail(RunFaults.Missed(lost));
    }

    private void End()
    {
        Become(Concluding);
        _counting.Ask(Conclude);
    }

    private void Conclude()
    {
        if (_ending is not null)
        {
            return;
        }

        var now = Now;
        _ending = _account.Conclude(_brake.Stop, _failure.Reason, _writesBegan, now);
        Report(RunPhase.Ended, 0, 0);
        if (!_job.Writes)
        {
            Tell(_ending);
        }
        else if (_recording.IsLogLost)
        {
            TellUnrecorded(_ending.Failure ?? string.Empty);
        }
        else
        {
            Become(Ending);
            _recording.Record(RunEvents.Ended(_job, _account.Requests.TakeUnrecorded(), _ending, now));
        }
    }

    private void TellWhenRecorded()
    {
        _recording.Answered();
        if (_recording.IsSettled)
        {
            Tell(_ending!);
        }
    }

    private void TellUnstored(Exception cause)
    {
        if (!IsOfStop(cause))
        {
            Tell(_failure.Unstored(_ending!, cause.Message));
            return;
        }

        _failure.NoteGivenUp(cause.Message);
        Tell(_ending! with { Stop = _ending.Stop ?? Interrupted });
    }

    private void TellUnrecorded(string reason) => Tell(_failure.Unrecorded(_ending!, reason));

    private void Tell(RunEnding ending)
    {
        _requester.Tell(new RunMessage.Ended(_failure.Told(ending)));
        Context.Stop(Self);
    }

    private void CountRequests() => _counting.Record(_job, _recording, () => Now);

    private void Report(RunPhase phase, long done, long total, long underWay = 0) =>
        _services.Report(PhaseProgress.Of(_account, phase, done, total, underWay));

    /// <inheritdoc/>
    protected override void PostStop() => _brake.Dispose();
}
