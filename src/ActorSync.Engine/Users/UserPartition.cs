using System.Runtime.ExceptionServices;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using NodaTime;

namespace ActorSync.Engine.Users;

/// <summary>Remembers a fixed share of the target's users: their last known state, ownership, dates, and the journal of their intents and outcomes.</summary>
/// <remarks>
/// The rules are in <see cref="PartitionMachine{TUser}"/> and those it rests on; this class carries messages between them, the journal and
/// the user actors.
/// </remarks>
public sealed class UserPartition : ReceivePersistentActor, IWithTimers, IPartitionPort<IActorRef>
{
    /// <summary>A snapshot is taken per this many journal events, so that recovery does not grow without bound.</summary>
    public const int EventsPerSnapshot = 2_000;

    private readonly int _number;
    private readonly PartitionServices _services;
    private readonly Props _user;
    private readonly Stack<IActorRef> _free = new(); // User actors whose work has ended, never more than were at work at once.
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private PartitionJournal _journal = null!;
    private PartitionMachine<IActorRef> _machine = null!;
    private long _recovered;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private IActorRef _snapshotFor = ActorRefs.Nobody;

    /// <summary>Recovers the partition with this number.</summary>
    public UserPartition(int number, PartitionServices services)
    {
        _number = number;
        _services = services;
        _user = Props.CreateBy(new UserActorProducer(services));
        PersistenceId = $"users-{number}";

        Recover<SnapshotOffer>(offer =>
        {
            _journal.Recover(offer.Snapshot);
            _recovered = LastSequenceNr;
        });
        Recover<JournalBatch>(stored =>
        {
            _journal.Recover(stored);
            _recovered = LastSequenceNr;
        });
        Recover<SealedBatch>(stored =>
        {
            _journal.Recover(stored);
            _recovered = LastSequenceNr;
        });
        Recover<RecoveryCompleted>(_ => EndRecovery());

        // First what comes by far the most often: the handlers are tried in order.
        Command<PartitionMessage.Record>(record => _machine.TakeRecord(Sender, record));
        Command<PartitionMessage.AwaitRecovery>(_ => Sender.Tell(PartitionReply.Recovered.Instance));
        Command<PartitionMessage.BeginRun>(BeginRun);
        Command<PartitionMessage.GetDone>(get => Sender.Tell(_machine.Done(get.Run)));
        Command<PartitionMessage.UseContext>(use => _machine.Use(use.Context));
        Command<PartitionMessage.DecidePerson>(person => _machine.Decide(person, Now));
        Command<PartitionMessage.DecidePlanned>(planned => _machine.Decide(planned, Now));
        Command<PartitionMessage.DecideUndoing>(undoing => _machine.Decide(undoing, Now));
        Command<UserMessage.UserRead>(read => _machine.TakeReading(Sender, read, Now));
        Command<PartitionMessage.BeginConverge>(_ => _machine.BeginConverge(Now));
        Command<PartitionMessage.ConvergeUser>(converge => _machine.Converge(converge.User));
        Command<UserMessage.UserSynced>(synced => _machine.Finish(Sender, synced));
        Command<StoreReadings>(_ => _machine.StoreReadings(Now));
        Command<PeopleStored>(stored => Persist(stored.Batch));
        Command<Status.Failure>(FailPeople);
        Command<PartitionMessage.TakeSnapshot>(_ => TakeSnapshot());
        Command<SaveSnapshotSuccess>(saved =>
        {
            TellSnapshot(PartitionReply.SnapshotTaken.Instance);
            DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1));
        });
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => _log.Warning(failed.Cause, "Partition {0} could not delete older snapshots", _number));
        Command<SaveSnapshotFailure>(failed =>
        {
            TellSnapshot(new Status.Failure(failed.Cause));
            _log.Warning(failed.Cause, "Partition {0} could not save a snapshot; its recovery stays longer than it need be", _number);
        });
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private Instant Now => _services.Clock.GetCurrentInstant();

    void IPartitionPort<IActorRef>.Tell(PartitionReply reply) => _coordinator.Tell(reply);

    IActorRef IPartitionPort<IActorRef>.Start(IUserWork work)
    {
        var user = _free.TryPop(out var free) ? free : Context.ActorOf(_user); // To make one and to end it costs more than its messages.
        user.Tell(new UserMessage.Begin(work));
        return user;
    }

    void IPartitionPort<IActorRef>.TellDurable(IActorRef user) => user.Tell(PartitionReply.Recorded.Instance);

    void IPartitionPort<IActorRef>.Release(IActorRef user) => _free.Push(user);

    void IPartitionPort<IActorRef>.Stop(IActorRef user) => Context.Stop(user);

    void IPartitionPort<IActorRef>.Store(JournalBatch batch)
    {
        var people = _journal.Enter(batch);
        if (people.Count == 0)
        {
            Persist(batch);
        }
        else
        {
            _services.People.StoreAsync(_number, people).PipeTo(Self, success: () => new PeopleStored(batch));
        }
    }

    void IPartitionPort<IActorRef>.StoreReadingsAfter(Duration wait) => Timers.StartSingleTimer(nameof(StoreReadings), StoreReadings.Instance, wait.ToTimeSpan());

    /// <inheritdoc/>
    protected override void PreStart()
    {
        try
        {
            _journal = new PartitionJournal(PersonDirectory.Load(_number, _services.People));
        }
        catch (Exception reason)
        {
            RecoveryFailures.Of(Context.System).Note(Self, reason); // Whoever misses this partition learns why.
            throw;
        }

        base.PreStart();
    }

    private void EndRecovery()
    {
        RecoveredEnd.Check(Context, $"partition {_number}", _recovered, LastSequenceNr);
        _journal.Recovered();
        var terms = new PartitionTerms(_services.Dialect, _services.Source, _services.RemovalsRestOnOwnership, _services.LateFor);
        _machine = new PartitionMachine<IActorRef>(_number, terms, _journal.State, this);
    }

    private void BeginRun(PartitionMessage.BeginRun begin)
    {
        _coordinator = Sender;
        _machine.Begin(begin, Now);
    }

    private void Persist(JournalBatch batch) => PersistAsync(_journal.Seal(batch, LastSequenceNr + 1, Now), stored =>
    {
        _machine.Evolve(batch);
        _journal.Stored(stored);
        if (LastSequenceNr % _services.EventsPerSnapshot == 0)
        {
            SaveSnapshot(_journal.ToSnapshot());
        }

        _machine.GoOn(Now);
    });

    private void TakeSnapshot()
    {
        _snapshotFor = Sender;
        SaveSnapshot(_journal.ToSnapshot());
    }

    private void TellSnapshot(object reply)
    {
        _snapshotFor.Tell(reply);
        _snapshotFor = ActorRefs.Nobody;
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate); // A defect ends the run; a restart would lose who waits.

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        RecoveryFailures.Of(Context.System).Note(Self, reason);
        base.OnRecoveryFailure(reason, message);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        TellUnstored(cause);
        if (cause is not StorageGivenUpException) // The journal has said so once for all.
        {
            base.OnPersistFailure(cause, @event, sequenceNr);
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        TellUnstored(cause);
        base.OnPersistRejected(cause, @event, sequenceNr);
    }

    // The table of people takes nothing in, and without it nothing may be stored.
    private void FailPeople(Status.Failure failed)
    {
        TellUnstored(failed.Cause);
        if (failed.Cause is not StorageGivenUpException)
        {
            ExceptionDispatchInfo.Throw(failed.Cause);
        }
    }

    private void TellUnstored(Exception cause) =>
        _machine.Failed(cause.Message, isOfStop: cause is StorageGivenUpException { IsOfStop: true });

    private sealed record PeopleStored(JournalBatch Batch);

    private sealed record StoreReadings
    {
        public static readonly StoreReadings Instance = new();
    }
}
