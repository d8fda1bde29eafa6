using ActorSync.Core.Pacing;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>Stores the gateway's long pauses, so that the next process holds them too.</summary>
/// <remarks>The rules are in <see cref="HeldPauses"/>; this class carries messages between them, the gateway's announcements and the journal.</remarks>
public sealed class PauseKeeper : ReceivePersistentActor
{
    /// <summary>Once the journal holds so many pauses beyond those that hold, it is written afresh.</summary>
    public const int MostOver = 64;

    /// <summary>The keeper's id in the journal.</summary>
    public const string KeeperId = "pauses";

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IClock _clock;
    private readonly bool _mayWrite;
    private readonly ReadersPauses _readers;
    private HeldPauses _held = HeldPauses.None;
    private int _stored;
    private bool _isDeleting;

    /// <summary>A keeper that recovers what holds.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="mayWrite">Whether it stores in the journal; a reader of it leaves a file instead.</param>
    /// <param name="readers">What readers have left.</param>
    public PauseKeeper(IClock clock, bool mayWrite, ReadersPauses readers)
    {
        _readers = readers;
        _clock = clock;
        _mayWrite = mayWrite;

        Recover<HeldPause>(Recovered);
        Recover<RecoveryCompleted>(_ =>
        {
            ForgetThoseOver();
            TakeFromReaders();
        });

        Command<PauseBegan>(Keep);
        Command<PauseEnded>(ended => Forget(_held.Without(ended.Scope)));
        Command<GetHeldPauses>(Answer);
        Command<DeleteMessagesSuccess>(_ => EndDeleting());
        Command<DeleteMessagesFailure>(failed =>
        {
            _log.Warning(failed.Cause, "Pauses that are over were not deleted from the journal");
            EndDeleting();
        });
    }

    /// <inheritdoc/>
    public override string PersistenceId => KeeperId;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PauseBegan));
        Context.System.EventStream.Subscribe(Self, typeof(PauseEnded));
        base.PreStart();
    }

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        RecoveryFailures.Of(Context.System).Note(Self, reason);
        base.OnRecoveryFailure(reason, message);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        LeaveToNext((HeldPause)@event); // Beside the journal, so that the next process keeps to it all the same.
        if (cause is not StorageGivenUpException) // The journal has said so once for all.
        {
            base.OnPersistFailure(cause, @event, sequenceNr);
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        LeaveToNext((HeldPause)@event);
        base.OnPersistRejected(cause, @event, sequenceNr);
    }

    private void Keep(PauseBegan began)
    {
        var pause = began.ToHeld();
        if (!_held.Needs(pause, _clock.GetCurrentInstant()))
        {
            return;
        }

        if (_mayWrite)
        {
            Persist(pause, Kept);
        }
        else
        {
            LeaveToNext(pause);
        }
    }

    private void LeaveToNext(HeldPause pause)
    {
        try
        {
            _readers.Add(pause);
            _held = _held.Evolve(pause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            _log.Warning(cause, "The target's pause could not be kept for the next command, which must not be started before {0}", pause.Until);
        }
    }

    private void TakeFromReaders() => _held = _readers.Read(_clock.GetCurrentInstant()).Aggregate(_held, (held, pause) => held.Evolve(pause)).At(_clock.GetCurrentInstant());

    private void Kept(HeldPause stored)
    {
        Recovered(stored);
        WriteAfreshWhereLong();
    }

    /// <summary>What holds is written once more before all that stands before it is deleted, so that no crash between the two loses a pause.</summary>
    private void WriteAfreshWhereLong()
    {
        _held = _held.At(_clock.GetCurrentInstant());
        if (!_mayWrite || _isDeleting || _stored - _held.ByScope.Count < MostOver || _held.ByScope.IsEmpty)
        {
            return;
        }

        var last = LastSequenceNr;
        var left = _held.ByScope.Count;
        _isDeleting = true;
        PersistAll(_held.ByScope.Values, stored =>
        {
            if (--left == 0)
            {
                _stored = _held.ByScope.Count;
                DeleteMessages(last);
            }
        });
    }

    private void Answer(GetHeldPauses question)
    {
        if (_isDeleting)
        {
            Stash.Stash(); // Whoever asks may end the process next, and what is over must not come back then.
            return;
        }

        Sender.Tell(_held);
    }

    private void Recovered(HeldPause stored)
    {
        _held = _held.Evolve(stored);
        _stored++;
    }

    private void ForgetThoseOver()
    {
        Forget(_held.At(_clock.GetCurrentInstant()));
        WriteAfreshWhereLong();
    }

    /// <summary>The journal is emptied once nothing holds any more; until then what is over is ignored, up to <see cref="MostOver"/> pauses of it.</summary>
    private void Forget(HeldPauses left)
    {
        var isOver = left.ByScope.IsEmpty && !_held.ByScope.IsEmpty;
        _held = left;
        if (isOver && _mayWrite && _stored > 0)
        {
            _isDeleting = true;
            _stored = 0;
            DeleteMessages(LastSequenceNr);
        }
    }

    private void EndDeleting()
    {
        _isDeleting = false;
        WriteAfreshWhereLong();
        Stash.UnstashAll();
    }
}
