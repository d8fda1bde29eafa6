using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using ActorSync.Core.Roster;
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
/// The rules are in <see cref="AgentPlanner"/>, <see cref="UserSync"/> and <see cref="PartitionState"/>; this class carries messages
/// between them, the journal and the user actors, which it starts only where a state is unknown or a delta exists.
/// </remarks>
public sealed class UserPartition : ReceivePersistentActor
{
    /// <summary>A snapshot is taken per this many journal events, so that recovery does not grow without bound.</summary>
    public const int EventsPerSnapshot = 2_000;

    // With more waiting to be stored, as while the disk is full, a reading is not kept: the cost is one more read, should the run be interrupted.
    private const int MostWaitingToKeepReadings = JournalQueue<JournalWaiter>.Limit / 2;

    private readonly int _number;
    private readonly PartitionServices _services;
    private readonly Dictionary<UserId, PendingPerson> _reading = [];
    private readonly Dictionary<UserId, DecidedUser> _decided = [];
    private readonly HashSet<IActorRef> _atWork = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private readonly JournalQueue<JournalWaiter> _queue = new();
    private readonly Queue<ImmutableArray<JournalEntry>> _notes = new();

    private PartitionJournal _journal = null!;
    private long _recovered;
    private PlanningContext? _context;
    private RunId _run;
    private Instant? _leftAt;
    private bool _leftLongAgo;
    private Instant? _readSince;
    private int _readingsUnstored;
    private bool _isConvergeAwaited;
    private bool _skipsMoved;
    private bool _goesOn;
    private bool _settlesOnly;
    private IActorRef _coordinator = ActorRefs.Nobody;
    private IActorRef _snapshotFor = ActorRefs.Nobody;

    /// <summary>Recovers the partition with this number.</summary>
    public UserPartition(int number, PartitionServices services)
    {
        _number = number;
        _services = services;
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
        Recover<RecoveryCompleted>(_ =>
        {
            RecoveredEnd.Check(Context, $"partition {_number}", _recovered, LastSequenceNr);
            _journal.Recovered();
        });

        // First what comes by far the most often: the handlers are tried in order.
        Command<PartitionMessage.Record>(TakeRecord);
        Command<PartitionMessage.AwaitRecovery>(_ => Sender.Tell(PartitionReply.Recovered.Instance));
        Command<PartitionMessage.BeginRun>(BeginRun);
        Command<PartitionMessage.GetDone>(get => Sender.Tell(Done(get.Run)));
        Command<PartitionMessage.UseContext>(use => _context = use.Context);
        Command<PartitionMessage.DecidePerson>(decide => Observe(decide.User, decide.Observed, new PendingPerson(decide.Person, null, Sender)));
        Command<PartitionMessage.DecidePlanned>(decide => Observe(decide.Planned.User, decide.Observed, new PendingPerson(null, decide.Planned, Sender)));
        Command<PartitionMessage.DecideUndoing>(decide => Observe(decide.Undone.User, decide.Observed, new PendingPerson(null, null, Sender) { Undone = decide.Undone }));
        Command<UserMessage.UserRead>(TakeReading);
        Command<PartitionMessage.BeginConverge>(_ => BeginConverge());
        Command<PartitionMessage.ConvergeUser>(converge => Converge(converge.User));
        Command<NotesStored>(_ => StoreNotes());
        Command<ReadingStored>(_ => NoteReadingStored());
        Command<PeopleStored>(stored => Persist(stored.Batch));
        Command<Status.Failure>(failed =>
        {
            TellUnstored(failed.Cause); // The table of people takes nothing in, and without it nothing may be stored.
            if (failed.Cause is not StorageGivenUpException)
            {
                ExceptionDispatchInfo.Throw(failed.Cause);
            }
        });
        Command<UserMessage.UserSynced>(FinishUser);
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

    private Instant Now => _services.Clock.GetCurrentInstant();

    private PartitionState State => _journal.State;

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

    private void BeginRun(PartitionMessage.BeginRun begin)
    {
        _run = begin.Run;
        _leftAt = begin.LeftAt;
        _leftLongAgo = begin.LastAtWork is { } until && Now - until >= _services.LateFor; // Once for all users, so that the forecast and the looks agree.
        _skipsMoved = begin.SkipsMoved;
        _goesOn = begin.GoesOn;
        _settlesOnly = begin.SettlesOnly;
        _readSince = begin.ReadSince;
        _isConvergeAwaited = false;
        _coordinator = Sender;
        _context = null;
        _decided.Clear();
        _reading.Clear();
        _notes.Clear();
        StopEverybody();
        Sender.Tell(Done(_run));
    }

    private PartitionReply.RunBegun Done(RunId run)
    {
        var people = State.Users
            .Where(record => record.Ledger.Employee is not null)
            .Select(record => PersonOf(record.AsOf(run), run))
            .ToImmutableArray();
        var finished = State.Users
            .Where(record => record.ProgressIn(run) is not null)
            .Select(record => new FinishedUser(record.User, record.Progress!.Result, record.Progress.Applied)
            {
                Doubts = record.Progress.Doubts,
                WritesApplied = record.Progress.WritesApplied,
            })
            .ToImmutableArray();
        return new PartitionReply.RunBegun(_number, people, finished);
    }

    // Whoever is still at work for an earlier run would be taken for this one's: what they leave open, a read settles.
    private void StopEverybody()
    {
        foreach (var user in _atWork)
        {
            Context.Stop(user);
        }

        _atWork.Clear();
    }

    private static LedgerPerson PersonOf(UserRecord record, RunId run) => new(record.User, record.Ledger, record.LastKnown, InDoubt(record, run))
    {
        Doubt = record.OpenIntentsOf(run).LastOrDefault()?.Doubt,
        IsDone = record.ProgressIn(run) is { Result: not null },
    };

    private SyncTerms Terms => new(_run, _services.Source, _skipsMoved, _services.RemovalsRestOnOwnership, _settlesOnly);

    private ImmutableArray<Operation> InDoubt(UserRecord record) => InDoubt(record, _run);

    private static ImmutableArray<Operation> InDoubt(UserRecord record, RunId run) =>
        [.. record.OpenIntentsOf(run).SelectMany(intent => intent.Operations)];

    private void Observe(UserId user, ObservedUser observed, PendingPerson pending)
    {
        if (observed.IsKnown || observed.State == UserState.Deleted)
        {
            Decide(observed, pending);
            return;
        }

        if (_readSince is { } since && EarlierReading.Of(observed, Find(user)?.LastKnown, since) is { } earlier)
        {
            Decide(earlier, pending);
            return;
        }

        _reading.Add(user, pending);
        StartUserActor().Tell(new UserMessage.ReadUser(observed));
    }

    private void TakeReading(UserMessage.UserRead read)
    {
        if (!TryRelease(Sender) || !_reading.Remove(read.User.Id, out var pending))
        {
            return; // It was at work for an earlier run.
        }

        if (read.Problem is null && read.Stop is null)
        {
            KeepReading(read.User);
            Decide(read.User, pending);
            return;
        }

        if (read.IsGone && _goesOn)
        {
            Decide(read.User with { State = UserState.Deleted }, pending); // Who goes on with a run may read without a listing, which would have said it.
            return;
        }

        pending.ReplyTo.Tell(new PartitionReply.PersonDecided(read.User.Id, null, null, [], RequestsForeseen.None, read.Problem, read.Stop));
    }

    // So that a run that is interrupted before everybody is decided reads nobody again.
    private void KeepReading(ObservedUser read)
    {
        if (_readSince is null || _queue.HasFailed || _queue.Entries > MostWaitingToKeepReadings)
        {
            return;
        }

        var record = Find(read.Id);
        _readingsUnstored++;
        Store([.. Sightings.Of(record?.LastKnown, read, record is null ? [] : InDoubt(record))], new JournalWaiter(Self, ReadingStored.Instance));
    }

    private void NoteReadingStored()
    {
        if (--_readingsUnstored == 0 && _isConvergeAwaited)
        {
            BeginConverge();
        }
    }

    private void Decide(ObservedUser observed, PendingPerson pending)
    {
        var record = Find(observed.Id);
        var ledger = record?.Ledger ?? AgentLedger.Empty;
        if (pending.Undone is { } undone)
        {
            pending.ReplyTo.Tell(Undo(undone, observed, ledger));
            return;
        }

        ImmutableArray<Operation> inDoubt = record is null ? [] : InDoubt(record);
        var decided = pending.Planned is not { } earlier ? Plan(observed, ledger, pending.Person)
            : _skipsMoved && !_goesOn ? PlannedDecision.Applying(earlier, observed, ledger, Terms, Now)
            : PlannedDecision.Resuming(earlier, observed, ledger, inDoubt, Terms, _leftLongAgo, Now, hasApplied: record?.ProgressIn(_run)?.Applied.Total > 0);

        var foreseen = Foresee(decided, inDoubt);
        _decided[observed.Id] = new DecidedUser(observed, decided.Planned, foreseen);
        pending.ReplyTo.Tell(new PartitionReply.PersonDecided(observed.Id, decided.Decision, decided.Planned, decided.Skipped, foreseen, null, null)
        {
            ShowsDoubt = decided.ShowsDoubt,
        });
    }

    // Who is only settled was not observed anew: where it is not long ago, nothing tells whether one look is enough or all are needed.
    private RequestsForeseen Foresee(PlannedDecision decided, ImmutableArray<Operation> inDoubt) => _settlesOnly
        ? new(inDoubt.IsEmpty ? 0 : (_leftLongAgo ? 1 : ReadBack.LooksOnAverage) * _services.Dialect.ReadsPerUser, 0)
        : new(decided.ReadsFirst * _services.Dialect.ReadsPerUser, _services.Dialect.WritesFor(decided.ToWrite));

    private PlanningContext Shared => _context ?? throw new InvalidOperationException("A person came before the run's context.");

    private PartitionReply.PersonDecided Undo(UserChanges undone, ObservedUser observed, AgentLedger ledger)
    {
        if (!observed.IsKnown)
        {
            return new(observed.Id, null, null, [], RequestsForeseen.None, UserProblem.GoneBeforeUndoing, null);
        }

        var decision = UndoRule.Decide(undone, observed, ledger, Shared, Now);
        var held = decision.Operations.IsEmpty ? null : HoldReason.For(observed.State);
        var employee = ledger.Employee ?? observed.EmployeeId ?? string.Empty;
        return new(
            observed.Id,
            new AgentDecision(decision.Operations, ledger, [], held, decision.ManagedHeld),
            new PlannedUser(observed.Id, employee, decision.Operations, held, ledger, ledger),
            decision.Left,
            new RequestsForeseen(0, _services.Dialect.WritesFor(decision.Operations)),
            null,
            null)
        {
            Notes = decision.Notes,
        };
    }

    private PlannedDecision Plan(ObservedUser observed, AgentLedger ledger, RosterPerson? person)
    {
        var context = Shared;
        var decision = AgentPlanner.Decide(person, observed, ledger, context, Now);
        var employee = person?.Id.Value ?? ledger.Employee ?? observed.EmployeeId ?? string.Empty;
        return new PlannedDecision(decision, new PlannedUser(observed.Id, employee, decision.Operations, decision.Held, ledger, decision.Ledger), []);
    }

    private void BeginConverge()
    {
        // What differs from what is known is stored once, so that what is known has to be up to date.
        _isConvergeAwaited = _readingsUnstored > 0;
        if (_isConvergeAwaited)
        {
            return;
        }

        var groups = State.Users.OrderBy(record => record.User).Select(GiveUp).Concat(_decided.OrderBy(pair => pair.Key).Select(pair => NotesOf(pair.Key, pair.Value)));
        foreach (var chunk in JournalBatch.Pack(groups))
        {
            _notes.Enqueue(chunk);
        }

        StoreNotes();
    }

    private ImmutableArray<JournalEntry> NotesOf(UserId user, DecidedUser decided)
    {
        var entries = ImmutableArray.CreateBuilder<JournalEntry>();
        var record = Find(user);
        if (record?.LastKnown is not { } known || Sightings.AreWorthKeeping(known, decided.Observed))
        {
            entries.AddRange(Sightings.Of(record?.LastKnown, decided.Observed, record is null ? [] : InDoubt(record)));
        }

        if (!decided.Planned.LedgerNoted.Equals(record?.Ledger ?? AgentLedger.Empty))
        {
            entries.Add(new JournalEntry.Noted(user, decided.Planned.LedgerNoted));
        }

        return entries.DrainToImmutable();
    }

    private UserRecord? Find(UserId user) => State.Find(user)?.AsOf(_run);

    // Their run was closed while the user could not be read: from now on the journal says so.
    private ImmutableArray<JournalEntry> GiveUp(UserRecord record) =>
    [
        .. record.GivenUpBefore(_run).SelectMany(intent => new JournalEntry[]
        {
            new JournalEntry.Settled(record.User, intent.Run, intent.Sequence, WriteResult.NotApplied, _services.Source, [], Version: null, Now),
            new JournalEntry.Doubted(record.User, intent.Run, WriteDoubt.LeftOpen(intent.Sequence, intent.Operations, intent.Doubt, Now)),
        }),
    ];

    private void StoreNotes()
    {
        if (_notes.TryDequeue(out var chunk))
        {
            Store(chunk, new JournalWaiter(Self, NotesStored.Instance));
        }
        else
        {
            _coordinator.Tell(new PartitionReply.ConvergeBegun(_number));
        }
    }

    private void Converge(UserId user)
    {
        if (!_decided.Remove(user, out var decided))
        {
            throw new InvalidOperationException($"User {user} is to converge but was not decided in run {_run}.");
        }

        var record = State.Find(user);
        var open = record?.OpenIntentsOf(_run).LastOrDefault();
        var progress = record?.ProgressIn(_run);
        var sync = new UserSync(
            _services.Dialect,
            Terms,
            decided.Observed,
            new UserTask(decided.Planned.Operations, decided.Foreseen)
            {
                Open = open is null ? null : new OpenWrite(open.Sequence, open.Operations) { Known = open.Doubt, LeftAt = _leftAt, IsLongAgo = _leftLongAgo },
                ChangedBefore = progress?.Applied.Total > 0,
                HasSkipped = decided.Planned.HasSkipped,
            });
        StartUserActor().Tell(new UserMessage.SyncUser(sync));
    }

    private void FinishUser(UserMessage.UserSynced synced)
    {
        if (TryRelease(Sender))
        {
            _coordinator.Tell(new PartitionReply.UserConverged(synced.User, synced.Result));
        }
    }

    private void TakeRecord(PartitionMessage.Record record)
    {
        var entries = record.Entries;
        var waiter = new JournalWaiter(Sender, PartitionReply.Recorded.Instance);
        if (record.Seen is null && !RestoredOwners.AreGivenBackIn(entries))
        {
            Store(entries, waiter); // As nearly always: nothing that is known changes it.
            return;
        }

        var ledger = Find(record.User)?.Ledger ?? AgentLedger.Empty;
        if (record.Seen is { } seen)
        {
            var noted = LedgerEffects.AfterReading(ledger, seen, record.Sent);
            var sightings = Sightings.Of(Find(record.User)?.LastKnown, seen, [.. entries.OfType<JournalEntry.Settled>().SelectMany(settled => settled.Applied), .. record.Sent]);
            entries = noted == ledger ? [.. entries, .. sightings] : [new JournalEntry.Noted(record.User, noted), .. entries, .. sightings];
        }

        Store(RestoredOwners.Note(entries, ledger), waiter);
    }

    private void Store(ImmutableArray<JournalEntry> entries, JournalWaiter waiter)
    {
        _queue.Add(entries, waiter);
        StoreNextBatch();
    }

    private void StoreNextBatch()
    {
        if (_queue.Next() is not { } batch)
        {
            return;
        }

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

    private void Persist(JournalBatch batch) => PersistAsync(_journal.Seal(batch, LastSequenceNr + 1, Now), stored =>
    {
        _journal.Evolve(batch, stored);
        foreach (var waiter in _queue.Written())
        {
            waiter.Actor.Tell(waiter.Reply);
        }

        if (LastSequenceNr % _services.EventsPerSnapshot == 0)
        {
            SaveSnapshot(_journal.ToSnapshot());
        }

        StoreNextBatch();
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

    private IActorRef StartUserActor()
    {
        var user = Context.ActorOf(Props.Create<UserActor>(_services.Dialect, _services.Client, _services.Clock, _services.Span));
        _atWork.Add(user);
        return user;
    }

    private bool TryRelease(IActorRef user)
    {
        Context.Stop(user);
        return _atWork.Remove(user);
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

    private void TellUnstored(Exception cause)
    {
        _queue.Failed();
        _coordinator.Tell(new PartitionReply.JournalFailed(_number, cause.Message) { IsOfStop = cause is StorageGivenUpException { IsOfStop: true } });
    }

    private sealed record PeopleStored(JournalBatch Batch);

    private sealed record ReadingStored
    {
        public static readonly ReadingStored Instance = new();
    }

    private sealed record NotesStored
    {
        public static readonly NotesStored Instance = new();
    }
}
