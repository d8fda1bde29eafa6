using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Leads one run through its three phases: observe everybody in scope, decide, converge. Nothing is written before the guard has passed. A pure machine; its shell carries messages.</summary>
/// <remarks>The rules are in <see cref="RunAccount"/> and those it rests on. Mutable and confined to its shell.</remarks>
public sealed class RunMachine
{
    /// <summary>The requests are counted in the run log each time that this many users are done, so that a crash forgets few of them.</summary>
    public const int UsersPerCount = 25;

    private static readonly RunStop.Interrupted Interrupted = new(null);

    private readonly RunRules _rules;
    private readonly RunJob _job;
    private readonly IRunPort _port;
    private readonly RunAccount _account;
    private readonly RequestCounting _counting;
    private readonly RunBrake _brake;
    private readonly RunFeeding _feeding;
    private readonly RunRecording _recording = new();
    private readonly RunFailure _failure = new();

    private RunStage _stage = RunStage.Recovering;
    private int _answers;
    private RunEnding? _ending;
    private bool _writesBegan;
    private bool _isDecisionSent;

    /// <summary>Takes over a run.</summary>
    /// <param name="rules">What holds for every run.</param>
    /// <param name="job">The run.</param>
    /// <param name="port">Does what the machine says.</param>
    public RunMachine(RunRules rules, RunJob job, IRunPort port)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(job);

        _rules = rules;
        _job = job;
        _port = port;
        _writesBegan = job.Kind is RunKind.Resume or RunKind.Settle; // An earlier process may have written.
        _account = new RunAccount(job, rules.Dialect, rules.Window);
        _counting = new RequestCounting(port, _account.Requests);
        _brake = new RunBrake(port);
        _feeding = new RunFeeding(_account, port, _brake);
    }

    /// <summary>Begins.</summary>
    public void Begin(Instant now)
    {
        _counting.Ask(_ => { }, now);
        _port.TellAll(new PartitionMessage.BeginRun(_job.Run, _job.SkipsMoved, _job.Kind == RunKind.Resume, _job.Kind == RunKind.Settle)
        {
            DecidesOnly = _job.Kind == RunKind.Plan,
            LeftAt = _job.Before?.LeftAt,
            LastAtWork = _job.Before?.Latest.Until,
            ReadSince = _job.Kind is RunKind.Run or RunKind.Apply ? Instant.Max(_rules.RestoredAt ?? Instant.MinValue, Instant.Max(_job.ReadingsHoldFrom, now - _rules.ReadingsLast)) : null,
        });
    }

    /// <summary>Takes in what a partition tells. What comes at a stage that does not wait for it changes nothing.</summary>
    public void Take(PartitionReply reply, Instant now)
    {
        switch (reply)
        {
            case PartitionReply.UserConverged converged when _stage == RunStage.Converging:
                Converged(converged, now);
                break;
            case PartitionReply.PersonDecided decided when _stage == RunStage.Deciding:
                Decided(decided, now);
                break;
            case PartitionReply.RunBegun begun when _stage == RunStage.Recovering:
                Begun(begun);
                break;
            case PartitionReply.ConvergeBegun when _stage == RunStage.Fixing:
                Fixed(now);
                break;
            case PartitionReply.JournalFailed failed when _stage < RunStage.Concluding:
                Fail(failed.Reason, failed.IsOfStop ? RunFault.StorageAtStop : RunFault.Storage, now);
                break;
        }
    }

    /// <summary>Takes in whatever else happens.</summary>
    public void Take(RunInput input, Instant now)
    {
        switch (input)
        {
            case RunInput.Counted counted when _stage < RunStage.Ending:
                _counting.Take(counted.Counter, now);
                break;
            case RunInput.Recorded:
                Recorded(now);
                break;
            case RunInput.Unrecorded refused:
                Unrecorded(refused, now);
                break;
            case RunInput.Missed missed:
                Miss(missed, now);
                break;
            case RunInput.Observed observed when _stage == RunStage.Observing:
                Observed(observed.Observation, now);
                break;
            case RunInput.CountRequests when _stage is RunStage.Observing or RunStage.Deciding or RunStage.Converging:
                CountRequests(now); // While the decision is made durable they are counted with it.
                break;
            case RunInput.PlanKept when _stage == RunStage.Fixing:
                _port.TellAll(PartitionMessage.BeginConverge.Instance);
                break;
            case RunInput.Stop stop when _stage < RunStage.Concluding:
                _brake.Pull(stop.Why);
                break;
            case RunInput.Failed failed when _stage < RunStage.Concluding:
                Fail(failed.Reason, failed.Fault, now);
                break;
        }
    }

    private void Begun(PartitionReply.RunBegun begun)
    {
        _account.Take(begun);
        if (HasEachAnswered())
        {
            _stage = RunStage.Observing;
            Report(RunPhase.Observing, 0, 0);
            _port.Observe([.. _account.Known]);
        }
    }

    private void Observed(RunObservation observation, Instant now)
    {
        _account.Take(observation);
        _brake.Note(observation.Stop);
        if (_brake.Stop is not null)
        {
            End(now);
            return;
        }

        if (observation.Scope is null)
        {
            throw new InvalidOperationException("The target was read, but nobody says who is in scope.");
        }

        if (observation.Context is { } context)
        {
            _port.TellAll(new PartitionMessage.UseContext(context));
        }

        _stage = RunStage.Deciding;
        FeedDeciding(now);
    }

    private void FeedDeciding(Instant now)
    {
        _feeding.Decide();
        Report(RunPhase.Deciding, _account.Deciding.Done, _account.Deciding.Total, _account.Deciding.UnderWay);
        if (_account.Deciding.IsIdle)
        {
            _counting.Ask(Judge, now);
        }
    }

    private void Decided(PartitionReply.PersonDecided decided, Instant now)
    {
        if (!_account.TryTake(decided))
        {
            Fail(NotUnderWay(decided.User), RunFault.Other, now);
            return;
        }

        if (decided.Stop is { } stop)
        {
            _brake.Pull(stop);
        }

        FeedDeciding(now);
    }

    private void Judge(Instant now)
    {
        if (_failure.Reason is not null)
        {
            return; // The run is ending already.
        }

        if (_brake.Stop is not null || _account.Judge(_rules.Guard).Outcome == GuardOutcome.Hold || _job.Kind == RunKind.Plan)
        {
            End(now);
            return;
        }

        _stage = RunStage.Fixing;
        if (_job.Kind is RunKind.Resume or RunKind.Settle)
        {
            _port.TellAll(PartitionMessage.BeginConverge.Instance); // Its plan was kept when it was decided.
            return;
        }

        _port.KeepPlan(_account.AsDecided(now), _account.Planned, _account.Names);
    }

    private void Fixed(Instant now)
    {
        if (HasEachAnswered())
        {
            _recording.Told();
            _isDecisionSent = true;
            _port.RecordDecided(_account.Requests.TakeUnrecorded(), _account.AsDecided(now));
        }
    }

    private void Recorded(Instant now)
    {
        switch (_stage)
        {
            case RunStage.Observing or RunStage.Deciding or RunStage.Converging or RunStage.Concluding:
                _recording.Answered();
                break;
            case RunStage.Fixing:
                _recording.Answered();
                BeginConvergingWhenRecorded(now);
                break;
            case RunStage.Ending:
                _recording.Answered();
                TellWhenRecorded();
                break;
        }
    }

    // Counts sent before may be recorded only now; the log answers in order.
    private void BeginConvergingWhenRecorded(Instant now)
    {
        if (!_recording.IsSettled || !_isDecisionSent)
        {
            return;
        }

        _writesBegan = true;
        _stage = RunStage.Converging;
        FeedConverging(now);
    }

    private void FeedConverging(Instant now)
    {
        _feeding.Converge();
        Report(RunPhase.Converging, _account.Converging.Done, _account.Converging.Total, _account.Converging.UnderWay);
        if (_account.Converging.IsIdle)
        {
            End(now);
        }
    }

    private void Converged(PartitionReply.UserConverged converged, Instant now)
    {
        if (!_account.TryTake(converged))
        {
            Fail(NotUnderWay(converged.User), RunFault.Other, now);
            return;
        }

        if (converged.Result.Result is not null && _account.Converging.Done % UsersPerCount == 0)
        {
            CountRequests(now);
        }

        if (converged.Result.Stop is { } stop)
        {
            _brake.Pull(stop);
        }

        FeedConverging(now);
    }

    private void Unrecorded(RunInput.Unrecorded refused, Instant now)
    {
        if (_stage >= RunStage.Ending)
        {
            TellUnrecorded(refused);
            return;
        }

        _recording.Answered();
        Fail(refused.Reason, refused.Fault, now);
    }

    private void Fail(string reason, RunFault fault, Instant now)
    {
        if (fault == RunFault.StorageAtStop)
        {
            _brake.Note(Interrupted);
        }

        _failure.Note(reason, fault);
        _brake.StopSending();
        End(now);
    }

    private void Miss(RunInput.Missed missed, Instant now)
    {
        if (_stage >= RunStage.Ending)
        {
            if (missed.Part == RunPart.RunLog && _stage == RunStage.Ending)
            {
                Tell(_failure.Unrecorded(_ending!, missed.Reason));
            }

            return;
        }

        if (missed.Part == RunPart.Gateway)
        {
            _counting.MissGateway();
        }

        _recording.IsLogLost |= missed.Part == RunPart.RunLog;
        Fail(missed.Reason, RunFault.Other, now);
    }

    private void End(Instant now)
    {
        _stage = RunStage.Concluding;
        _counting.Ask(Conclude, now);
    }

    private void Conclude(Instant now)
    {
        if (_ending is not null)
        {
            return;
        }

        _ending = _account.Conclude(_brake.Stop, _failure.Reason, _writesBegan, now);
        Report(RunPhase.Ended, 0, 0);
        if (!_job.Writes)
        {
            Tell(_ending);
        }
        else if (_recording.IsLogLost)
        {
            Tell(_failure.Unrecorded(_ending, _ending.Failure ?? string.Empty));
        }
        else
        {
            _stage = RunStage.Ending;
            _recording.Told();
            _port.RecordEnded(_account.Requests.TakeUnrecorded(), _ending, now);
        }
    }

    private void TellWhenRecorded()
    {
        if (_recording.IsSettled)
        {
            Tell(_ending!);
        }
    }

    private void TellUnrecorded(RunInput.Unrecorded refused)
    {
        if (_stage == RunStage.Ended)
        {
            return;
        }

        switch (refused.Fault)
        {
            case RunFault.StorageAtStop:
                _failure.Note(refused.Reason, refused.Fault);
                Tell(_ending! with { Stop = _ending.Stop ?? Interrupted });
                break;
            case RunFault.Storage:
                Tell(_failure.Unstored(_ending!, refused.Reason));
                break;
            default:
                Tell(_failure.Unrecorded(_ending!, refused.Reason));
                break;
        }
    }

    private void Tell(RunEnding ending)
    {
        _stage = RunStage.Ended;
        _port.End(ending, _failure);
    }

    private void CountRequests(Instant now) => _counting.Ask(RecordCounts, now);

    private void RecordCounts(Instant now)
    {
        if (_counting.HasToRecord(_job, now))
        {
            _recording.Told();
            _port.RecordCounted(_account.Requests.TakeUnrecorded(), now);
        }
    }

    // Counts one partition's answer to what all were told; true for the last one.
    private bool HasEachAnswered()
    {
        _answers = (_answers + 1) % _rules.Partitions;
        return _answers == 0;
    }

    private void Report(RunPhase phase, long done, long total, long underWay = 0) =>
        _port.Report(PhaseProgress.Of(_account, phase, done, total, underWay));

    private static string NotUnderWay(UserId user) =>
        $"An answer came for user {user}, who was not under way, which is a defect of ActorSync. Keep the state directory and report it.";
}
