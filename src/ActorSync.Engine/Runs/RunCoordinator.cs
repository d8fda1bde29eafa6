using System.Collections.Immutable;
using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Event;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>Leads one run through its three phases: observe everybody in scope, decide, converge.</summary>
/// <remarks>The rules are in <see cref="RunMachine"/>; this class carries messages between it, the partitions, the gateway and the run log.</remarks>
#pragma warning disable CA1001 // An actor is not disposed: it gives back what it owns when it stops.
public sealed class RunCoordinator : ReceiveActor, IRunPort, IWithTimers
#pragma warning restore CA1001
{
    private readonly RunServices _services;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _observing = new();

    private RunMachine? _machine;
    private RunJob? _job;
    private RunStop? _stoppedBefore;
    private IActorRef _requester = ActorRefs.Nobody;

    /// <summary>Waits for its run.</summary>
    public RunCoordinator(RunServices services)
    {
        _services = services;
        Receive<RunMessage.Stop>(stop => _stoppedBefore ??= stop.Why);
        Receive<RunMessage.Start>(Start);
    }

    private void Leading()
    {
        // First what comes by far the most often: the handlers are tried in order.
        Receive<PartitionReply>(reply => _machine!.Take(reply, Now));
        Receive<RunInput>(input => _machine!.Take(input, Now));
        Receive<GatewayStatus>(status => Take(new RunInput.Counted(GatewayFigures.Of(status.Counters))));
        Receive<RunEventsRecorded>(_ => Take(RunInput.Recorded.Instance));
        Receive<RunEventsRefused>(refused => Take(new RunInput.Unrecorded(refused.Reason, RunFault.Other)));
        Receive<RunMessage.Stop>(stop => Take(new RunInput.Stop(stop.Why)));
        Receive<Status.Failure>(failure => Take(new RunInput.Unrecorded(failure.Cause.Message, StorageFaultOf(failure.Cause))), _ => Sender.Equals(_services.RunLog));
        Receive<Status.Failure>(failure => Fail(failure.Cause));
        Receive<GatewayStopped>(_ => { }); // It ends with the process; the run ends when its users do.
        Receive<Terminated>(lost => Take(new RunInput.Missed(PartOf(lost.ActorRef), RunFaults.Missed(lost.ActorRef))));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _services.Clock.GetCurrentInstant();

    void IRunPort.Tell(UserId user, PartitionMessage message) => _services.Partitions[Partitioning.PartitionOf(user)].Tell(message);

    void IRunPort.TellAll(PartitionMessage message)
    {
        foreach (var partition in _services.Partitions)
        {
            partition.Tell(message);
        }
    }

    void IRunPort.Observe(ImmutableArray<LedgerPerson> known) =>
        _services.Observer.ObserveAsync(_job!, known, _observing.Token).PipeTo(Self, success: observation => new RunInput.Observed(observation));

    void IRunPort.StopSending()
    {
        _observing.Cancel();
        _services.Gateway.Tell(new StopGateway(StopGateway.LongestGrace));
    }

    void IRunPort.CountRequests() => _services.Gateway.Tell(GetGatewayStatus.Instance);

    void IRunPort.KeepPlan(RunSummary decided, IEnumerable<PlannedUser> planned, TaxonomyNames names) =>
        _services.KeepPlan(_job!, decided, planned, names).PipeTo(Self, success: () => RunInput.PlanKept.Instance);

    void IRunPort.RecordDecided(UnrecordedRequests requests, RunSummary decided) => Record(RunEvents.Decided(_job!, requests, decided));

    void IRunPort.RecordCounted(UnrecordedRequests requests, Instant now) => Record(RunEvents.Counted(_job!, requests, now));

    void IRunPort.RecordEnded(UnrecordedRequests requests, RunEnding ending, Instant now) => Record(RunEvents.Ended(_job!, requests, ending, now));

    void IRunPort.Report(PhaseProgress progress) => _services.Report(progress);

    void IRunPort.End(RunEnding ending, RunFailure failure)
    {
        _requester.Tell(new RunMessage.Ended(FailureWords.Told(ending, failure, _services.StateFolder)));
        Context.Stop(Self);
    }

    private void Start(RunMessage.Start start)
    {
        _job = start.Job;
        _requester = Sender;
        _machine = new RunMachine(
            new RunRules(_services.Dialect, _services.Guard, _services.Window) { ReadingsLast = _services.ReadingsLast, RestoredAt = _services.RestoredAt },
            _job,
            this);
        foreach (var needed in _services.Partitions.Append(_services.Gateway).Append(_services.RunLog))
        {
            Context.Watch(needed);
        }

        if (_services.CountEvery is { } interval && _job.Writes)
        {
            Timers.StartPeriodicTimer(nameof(RunInput.CountRequests), RunInput.CountRequests.Instance, interval.ToTimeSpan());
        }

        Become(Leading);
        if (_stoppedBefore is { } why)
        {
            Take(new RunInput.Stop(why));
        }

        _machine.Begin(Now);
    }

    private void Take(RunInput input) => _machine!.Take(input, Now);

    private void Record(ImmutableArray<RunEvent> events) => _services.RunLog.Tell(new RecordRunEvents(events));

    private void Fail(Exception cause)
    {
        if (cause is IOException or StorageGivenUpException)
        {
            Take(new RunInput.Failed(cause.Message, StorageFaultOf(cause)));
            return;
        }

        _log.Error(cause, "Run {Run} failed", _job!.Run);
        Take(new RunInput.Failed(cause.Message, RunFault.Other));
    }

    private static RunFault StorageFaultOf(Exception cause) => cause is StorageGivenUpException { IsOfStop: true } ? RunFault.StorageAtStop : RunFault.Storage;

    private RunPart PartOf(IActorRef lost) =>
        lost.Equals(_services.Gateway) ? RunPart.Gateway : lost.Equals(_services.RunLog) ? RunPart.RunLog : RunPart.Partition;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _observing.Cancel();
        _observing.Dispose();
    }
}
