using System.Collections.Immutable;
using ActorSync.Core.Runs;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>The journal: a write that fails by a fault that may pass waits and is tried again, so that the persistent actors do not fail with a disk or a server that is away for a while.</summary>
/// <remarks>
/// The rules are in <see cref="StorageWaits{TWrite}"/> and <see cref="StoredRows"/>. Whoever waits for a write has sent nothing for it and told nobody of it, so that
/// the wait alone pauses a run. A further try looks first whether an earlier one has stored the write after all. It is open to be derived from by tests that let
/// a process die before or after a write.
/// </remarks>
public class PatientJournal : SqlWriteJournal
{
    /// <summary>The setting of how long a write waits in all.</summary>
    public const string WriteLimit = "patience-of-writes";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IScheduler _scheduler = Context.System.Scheduler;
    private readonly Akka.Serialization.Serialization _serialization = Context.System.Serialization;
    private readonly IActorRef _self = Context.Self;
    private readonly HashSet<PatientWrite> _open = [];
    private readonly PatientReads _reads;
    private readonly StoragePatience _patience;
    private readonly StorageWaits<PatientWrite> _waits;

    private ICancelable? _timer;
    private ICancelable? _looks;
    private TimeSpan _stoppingAt;
    private Instant _pausedSince;
    private StorageGivenUpException? _givenUp;

    /// <summary>Made by the plugin's name in the configuration.</summary>
    public PatientJournal(Config configuration)
        : base(configuration)
    {
        _reads = new PatientReads(_scheduler, _log);
        _patience = StoragePatience.OfWrites with { Limit = Duration.FromTimeSpan(configuration.GetTimeSpan(WriteLimit)) };
        _waits = new StorageWaits<PatientWrite>(_patience);
    }

    private TimeSpan Now => _scheduler.MonotonicClock;

    /// <inheritdoc/>
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr, CancellationToken cancellationToken) => _reads.TryAsync(again => again
        ? HereAsync(() => base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken))
        : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr, cancellationToken));

    /// <inheritdoc/>
    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        var (from, left) = (fromSequenceNr, max);
        return _reads.TryAsync(async _ =>
        {
            await base.ReplayMessagesAsync(context, persistenceId, from, toSequenceNr, left, stored =>
            {
                (from, left) = (stored.SequenceNr + 1, left - 1); // A further try goes on behind what has been told already.
                recoveryCallback(stored);
            });
            return true;
        });
    }

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(StopWaitingForStorage));
        base.PreStart();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _timer?.Cancel();
        _looks?.Cancel();
        FailAll(new StorageGivenUpException("the journal has stopped", isOfStop: true)); // Whoever waits would wait for ever.
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        if (_givenUp is { } givenUp)
        {
            return Task.FromException<IImmutableList<Exception>>(givenUp);
        }

        var write = new PatientWrite(Stamped(messages), Now, cancellationToken);
        _open.Add(write);
        if (_waits.TryEnter(write))
        {
            Try(write);
        }

        return write.End;
    }

    /// <inheritdoc/>
    protected override bool ReceivePluginInternal(object message)
    {
        switch (message)
        {
            case Tried tried:
                Take(tried);
                return true;
            case WaitIsOver:
                TryNext();
                return true;
            case StopWaitingForStorage:
                BeginStopping();
                return true;
            case Look:
                GiveUpIfLate();
                return true;
            case Here here:
                here.Do();
                return true;
            default:
                return base.ReceivePluginInternal(message);
        }
    }

    private ImmutableArray<AtomicWrite> Stamped(IEnumerable<AtomicWrite> messages)
    {
        var ticks = _scheduler.Now.UtcTicks;
        return
        [
            .. messages.Select(message => new AtomicWrite(((IEnumerable<IPersistentRepresentation>)message.Payload).Select(stored => stored.WithTimestamp(ticks)).ToImmutableArray())),
        ];
    }

    private void Try(PatientWrite write)
    {
        var attempt = write.InDoubtSince is not null ? TryAgainAsync(write) : base.WriteMessagesAsync(write.Messages, write.CancellationToken);
        attempt.PipeTo(Self, Self, rejections => new Tried(write, rejections, null), cause => new Tried(write, null, cause));
    }

    private async Task<IImmutableList<Exception>> TryAgainAsync(PatientWrite write)
    {
        var found = new List<IPersistentRepresentation>();
        var (first, last) = (write.Messages[0], write.Messages[^1]);
        await base.ReplayMessagesAsync(Context, first.PersistenceId, first.LowestSequenceNr, last.HighestSequenceNr, long.MaxValue, found.Add);
        return StoredRows.Are(write, found, stored => _serialization.FindSerializerFor(stored).ToBinary(stored))
            ? [.. Enumerable.Repeat<Exception>(null!, write.Messages.Length)]
            : await HereAsync(() => base.WriteMessagesAsync(write.Messages, write.CancellationToken));
    }

    // What the plugin writes with belongs to this actor's thread.
    private Task<T> HereAsync<T>(Func<Task<T>> what)
    {
        var done = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _self.Tell(new Here(() => done.SetResult(what())));
        return done.Task.Unwrap();
    }

    private void Take(Tried tried)
    {
        var write = tried.Write;
        if (!_open.Contains(write))
        {
            return; // It was given up.
        }

        if (tried.Cause is null)
        {
            _open.Remove(write);
            write.Store(tried.Rejections!);
            Resume();
            return;
        }

        var cause = TryUnwrapException(tried.Cause);
        var fault = JournalFault.Of(cause);
        if (fault.MayPass)
        {
            write.InDoubtSince ??= Now;
            Wait(write, fault.Reason, cause);
            return;
        }

        _open.Remove(write);
        write.Fail(fault.Kind == JournalFaultKind.Damaged ? new JournalUnavailableException($"The journal is damaged: {fault.Told}", cause) : cause);
        if (_waits.Leave(write))
        {
            TryNext();
        }
    }

    private void Wait(PatientWrite write, string reason, Exception cause)
    {
        var (before, isFirst) = (_waits.Reason, _waits.Reason is null);
        var isLate = Now - write.InDoubtSince >= _patience.Limit.ToTimeSpan(); // Others may be stored meanwhile, time and again.
        if (!_waits.TryWait(write, reason, Duration.FromTimeSpan(Now), out var wait) || isLate)
        {
            GiveUp(isOfStop: false);
            return;
        }

        if (isFirst)
        {
            _pausedSince = Instant.FromDateTimeOffset(_scheduler.Now);
            _log.Warning(cause, "Nothing can be stored, and what is to be stored waits: {0}", reason);
        }

        if (before != reason)
        {
            Context.System.EventStream.Publish(new StoragePaused(reason, _pausedSince));
        }

        if (wait is { } until)
        {
            _timer = _scheduler.ScheduleTellOnceCancelable(until.ToTimeSpan(), Self, WaitIsOver.Instance, Self);
        }
    }

    private void TryNext()
    {
        if (_waits.Next() is { } next)
        {
            Try(next);
        }
    }

    private void Resume()
    {
        if (_waits.Reason is null)
        {
            return;
        }

        _timer?.Cancel();
        var waiting = _waits.Stored();
        _log.Warning("What is to be stored is stored again; it had waited since {0}", _pausedSince);
        Context.System.EventStream.Publish(new StorageResumed(_pausedSince));
        foreach (var write in waiting)
        {
            Try(write);
        }
    }

    private void BeginStopping()
    {
        if (_looks is not null)
        {
            return;
        }

        _stoppingAt = Now;
        _looks = _scheduler.ScheduleTellRepeatedlyCancelable(LookEvery, LookEvery, Self, Look.Instance, Self);
        TryNext();
    }

    private void GiveUpIfLate()
    {
        var since = Now - StoragePatience.OnceStopping.ToTimeSpan();
        if (since >= _stoppingAt && _open.Any(write => write.BegunAt <= since))
        {
            GiveUp(isOfStop: true);
        }
    }

    // For good: storage that comes and goes would keep a run from its end.
    private void GiveUp(bool isOfStop)
    {
        var reason = _waits.Reason ?? "the journal's storage does not answer";
        _givenUp = new StorageGivenUpException(isOfStop ? reason : $"{reason}, for {_patience.Limit.TotalMinutes:0.#} min by now", isOfStop);
        _waits.GiveUp();
        _timer?.Cancel();
        _log.Warning("It is not waited any longer for the journal's storage: {0}", reason);
        FailAll(_givenUp);
    }

    private void FailAll(Exception cause)
    {
        foreach (var write in _open)
        {
            write.Fail(cause);
        }

        _open.Clear();
    }

    private sealed record Tried(PatientWrite Write, IImmutableList<Exception>? Rejections, Exception? Cause);

    private sealed record Here(Action Do);

    private sealed record WaitIsOver
    {
        public static readonly WaitIsOver Instance = new();
    }

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }
}
