using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>A fixed share of the target's users: decides them, puts them to work, and has their intents and outcomes made durable. A pure machine; its shell carries messages and stores.</summary>
/// <typeparam name="TUser">How the shell knows a user at work.</typeparam>
/// <remarks>Mutable and confined to its shell. Nobody is told of anything before it is durable.</remarks>
public sealed class PartitionMachine<TUser>
    where TUser : notnull
{
    // With more waiting to be stored, as while the disk is full, a reading is not kept: the cost is one more read, should the run be interrupted.
    private const int MostWaitingToKeepReadings = JournalQueue<PartitionWaiter<TUser>>.Limit / 2;

    /// <summary>How long readings that nobody waits for may gather, so that a run that reads fast does not store each by itself.</summary>
    public static readonly Duration ReadingsGather = Duration.FromSeconds(1);

    private readonly int _number;
    private readonly PartitionTerms _terms;
    private readonly PartitionState _state;
    private readonly IPartitionPort<TUser> _port;
    private readonly Dictionary<UserId, PendingPerson> _reading = [];
    private readonly Dictionary<UserId, DecidedUser> _decided = [];
    private readonly HashSet<TUser> _atWork = [];
    private readonly JournalQueue<PartitionWaiter<TUser>> _queue = new();
    private readonly Queue<ImmutableArray<JournalEntry>> _notes = new();

    private PartitionRun? _run;
    private int _readingsUnstored;
    private Instant _readingsStoredAt = Instant.MinValue;
    private bool _isGathering;
    private bool _isDue;
    private bool _isConvergeAwaited;

    /// <summary>A partition that has read its journal.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="terms">What holds in every run.</param>
    /// <param name="state">What its journal tells; from now on the machine alone changes it.</param>
    /// <param name="port">Does what the machine says.</param>
    public PartitionMachine(int number, PartitionTerms terms, PartitionState state, IPartitionPort<TUser> port)
    {
        _number = number;
        _terms = terms;
        _state = state;
        _port = port;
    }

    private PartitionRun Run => _run ?? throw new InvalidOperationException($"Partition {_number} was asked for something before a run began.");

    /// <summary>A run begins, or goes on.</summary>
    public void Begin(PartitionMessage.BeginRun begin, Instant now)
    {
        ArgumentNullException.ThrowIfNull(begin);

        _run = new PartitionRun(_terms, _state, begin, now);
        _isConvergeAwaited = false;
        _decided.Clear();
        _reading.Clear();
        _notes.Clear();
        StopEverybody();
        _port.Tell(Done(begin.Run));
    }

    /// <summary>What the partition knows of everybody, and what a run has done so far.</summary>
    public PartitionReply.RunBegun Done(RunId run) => PartitionRun.Done(_number, _state, run);

    /// <summary>What every decision of the run shares is known.</summary>
    public void Use(PlanningContext context) => Run.Context = context;

    /// <summary>Decides a person, once what the matched user holds is known.</summary>
    public void Decide(PartitionMessage.DecidePerson person, Instant now)
    {
        ArgumentNullException.ThrowIfNull(person);

        Observe(person.Observed, new PendingPerson(person.Person, null, null), now);
    }

    /// <summary>Takes over a user of a plan made earlier.</summary>
    public void Decide(PartitionMessage.DecidePlanned planned, Instant now)
    {
        ArgumentNullException.ThrowIfNull(planned);

        Observe(planned.Observed, new PendingPerson(null, planned.Planned, null), now);
    }

    /// <summary>Decides how an earlier run is taken back for one user.</summary>
    public void Decide(PartitionMessage.DecideUndoing undoing, Instant now)
    {
        ArgumentNullException.ThrowIfNull(undoing);

        Observe(undoing.Observed, new PendingPerson(null, null, undoing.Undone), now);
    }

    /// <summary>A user was read.</summary>
    public void TakeReading(TUser user, UserMessage.UserRead read, Instant now)
    {
        ArgumentNullException.ThrowIfNull(read);

        if (!TryRelease(user) || !_reading.Remove(read.User.Id, out var pending))
        {
            return; // It was at work for an earlier run.
        }

        if (read.Problem is null && read.Stop is null)
        {
            KeepReading(read.User, now);
            Decide(read.User, pending, now);
            return;
        }

        if (read.IsGone && Run.GoesOn)
        {
            Decide(read.User with { State = UserState.Deleted }, pending, now); // Who goes on with a run may read without a listing, which would have said it.
            return;
        }

        _port.Tell(new PartitionReply.PersonDecided(read.User.Id, null, null, [], RequestsForeseen.None, read.Problem, read.Stop));
    }

    /// <summary>The guard has passed: what was observed and noted becomes durable.</summary>
    public void BeginConverge(Instant now)
    {
        // What differs from what is known is stored once, so that what is known has to be up to date.
        _isConvergeAwaited = _readingsUnstored > 0;
        if (_isConvergeAwaited)
        {
            StoreReadings(now);
            return;
        }

        foreach (var chunk in JournalBatch.Pack(Run.Notes(_decided, now)))
        {
            _notes.Enqueue(chunk);
        }

        StoreNotes();
    }

    /// <summary>Brings a decided user to the decided state.</summary>
    /// <exception cref="InvalidOperationException">The user was not decided in this run.</exception>
    public void Converge(UserId user)
    {
        if (!_decided.Remove(user, out var decided))
        {
            throw new InvalidOperationException($"User {user} is to converge but was not decided in this run.");
        }

        Start(Run.Sync(user, decided));
    }

    /// <summary>A user at work has something recorded.</summary>
    public void TakeRecord(TUser user, PartitionMessage.Record record)
    {
        ArgumentNullException.ThrowIfNull(record);

        Store(Run.Complete(record), new(user, PartitionStep.TellUser, Run));
    }

    /// <summary>A user at work is done, or waits for a resume.</summary>
    public void Finish(TUser user, UserMessage.UserSynced synced)
    {
        ArgumentNullException.ThrowIfNull(synced);

        if (TryRelease(user))
        {
            _port.Tell(new PartitionReply.UserConverged(synced.User, synced.Result));
        }
    }

    /// <summary>Readings have gathered for long enough.</summary>
    public void StoreReadings(Instant now)
    {
        _isGathering = false;
        _readingsStoredAt = now;
        _isDue = true;
        StoreNextBatch();
    }

    /// <summary>The batch is durable: takes it in.</summary>
    public void Evolve(JournalBatch stored) => _state.Evolve(stored);

    /// <summary>The batch is durable and taken in: goes on with those who waited for it, and with the next batch.</summary>
    public void GoOn(Instant now)
    {
        foreach (var waiter in _queue.Written())
        {
            switch (waiter.Step)
            {
                case PartitionStep.TellUser:
                    _port.TellDurable(waiter.User!);
                    break;
                case PartitionStep.TellDecided when waiter.Run == _run:
                    _port.Tell(waiter.Decided!);
                    break;
                case PartitionStep.CountReading:
                    NoteReadingStored(now);
                    break;
                case PartitionStep.StoreNotes when waiter.Run == _run: // Those of an earlier run are nobody's concern any more.
                    StoreNotes();
                    break;
            }
        }

        StoreNextBatch();
    }

    /// <summary>The journal refused to store: nothing more is sent.</summary>
    /// <param name="reason">What it said.</param>
    /// <param name="isOfStop">Whether it was given up because the process is to end.</param>
    public void Failed(string reason, bool isOfStop)
    {
        _queue.Failed();
        _port.Tell(new PartitionReply.JournalFailed(_number, reason) { IsOfStop = isOfStop });
    }

    // Whoever is still at work for an earlier run would be taken for this one's: what they leave open, a read settles.
    private void StopEverybody()
    {
        foreach (var user in _atWork)
        {
            _port.Stop(user);
        }

        _atWork.Clear();
    }

    private void Observe(ObservedUser observed, PendingPerson pending, Instant now)
    {
        if (observed.IsKnown || observed.State == UserState.Deleted)
        {
            Decide(observed, pending, now);
            return;
        }

        if (Run.EarlierReadingOf(observed) is { } earlier)
        {
            Decide(earlier, pending, now);
            return;
        }

        _reading.Add(observed.Id, pending);
        Start(new UserLook(_terms.Dialect, observed));
    }

    // So that a run that is interrupted before everybody is decided reads nobody again.
    private void KeepReading(ObservedUser read, Instant now)
    {
        if (Run.ReadSince is null || _queue.HasFailed || _queue.Entries > MostWaitingToKeepReadings)
        {
            return;
        }

        _readingsUnstored++;
        _queue.Add(Run.Keep(read), new(default, PartitionStep.CountReading, Run));
        if (_isGathering)
        {
            return;
        }

        // One that comes after a while is stored at once; where they come fast, the next ones gather.
        var since = now - _readingsStoredAt;
        if (since < Duration.Zero || since >= ReadingsGather)
        {
            StoreReadings(now);
        }
        else
        {
            _isGathering = true;
            _port.StoreReadingsAfter(ReadingsGather - since);
        }
    }

    private void NoteReadingStored(Instant now)
    {
        if (--_readingsUnstored == 0 && _isConvergeAwaited)
        {
            BeginConverge(now);
        }
    }

    private void Decide(ObservedUser observed, PendingPerson pending, Instant now)
    {
        var (answer, decided) = Run.Decide(observed, pending, now);
        if (answer.Finished is { } result)
        {
            StoreEnd(answer, decided!, result);
            return;
        }

        if (decided is not null && !Run.DecidesOnly)
        {
            _decided[observed.Id] = decided;
        }

        _port.Tell(answer);
    }

    // Nobody is told of an end that is not durable; where nothing can be stored any more, the run ends without it.
    private void StoreEnd(PartitionReply.PersonDecided answer, DecidedUser decided, UserResult result)
    {
        if (!_queue.HasFailed)
        {
            Store(Run.Finish(answer.User, decided, result), new(default, PartitionStep.TellDecided, Run) { Decided = answer });
        }
    }

    private void StoreNotes()
    {
        if (_notes.TryDequeue(out var chunk))
        {
            Store(chunk, new(default, PartitionStep.StoreNotes, Run));
        }
        else
        {
            _port.Tell(new PartitionReply.ConvergeBegun(_number));
        }
    }

    // Readings that gather go along.
    private void Store(ImmutableArray<JournalEntry> entries, PartitionWaiter<TUser> waiter)
    {
        _queue.Add(entries, waiter);
        _isDue = true;
        StoreNextBatch();
    }

    private void StoreNextBatch()
    {
        if (_isDue && _queue.Next() is { } batch)
        {
            _isDue = _queue.Waiting > 0;
            _port.Store(batch);
        }
    }

    private void Start(IUserWork work) => _atWork.Add(_port.Start(work));

    /// <summary>Takes the end of a user's work; false where the work was broken off, with the run that it was for.</summary>
    private bool TryRelease(TUser user)
    {
        if (!_atWork.Remove(user))
        {
            return false;
        }

        _port.Release(user);
        return true;
    }
}
