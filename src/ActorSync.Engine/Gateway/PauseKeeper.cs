using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using NodaTime;

namespace ActorSync.Engine.Gateway;

/// <summary>Stores the gateway's long pauses, so that the next process holds them too.</summary>
/// <remarks>
/// The rules are in <see cref="HeldPauses"/>; this class carries messages between them, the gateway's announcements and the journal. While the journal's
/// storage is away a pause may wait for it for minutes, and the process may end meanwhile: so it is left in a file first, which goes once the journal has it.
/// That is one small file more, beside what the journal writes, for a pause of more than a second; each scope has at most one of these a second.
/// </remarks>
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
    private readonly Dictionary<HeldPause, string?> _unstored = [];
    private readonly List<IActorRef> _askers = [];
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
        Command<PauseEnded>(ended =>
        {
            _held = _held.Without(ended.Scope);
            EmptyWhereOver();
        });
        Command<GetHeldPauses>(_ => Answer());
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
    protected override void PostStop()
    {
        // What waits for the journal is not stored by this process any more; most of it has its file, and the rest may find room for one now.
        foreach (var pause in _unstored.Where(unstored => unstored.Value is null).Select(unstored => unstored.Key))
        {
            LeaveToNext(pause);
        }

        base.PostStop();
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        if (cause is not StorageGivenUpException) // The journal has said so once for all.
        {
            base.OnPersistFailure(cause, @event, sequenceNr);
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        var pause = (HeldPause)@event;
        if (_unstored.Remove(pause, out var file) && file is null)
        {
            LeaveToNext(pause);
        }

        base.OnPersistRejected(cause, @event, sequenceNr);
        AnswerWhereStored();
    }

    // Later ones must not wait behind one that is being stored: they would have no file, and be lost with the process.
    private void Keep(PauseBegan began)
    {
        var pause = began.ToHeld();
        if (!_held.Needs(pause, _clock.GetCurrentInstant()))
        {
            return;
        }

        if (!_mayWrite)
        {
            _held = LeaveToNext(pause) is null ? _held : _held.Evolve(pause);
            return;
        }

        _held = _held.Evolve(pause);
        _unstored[pause] = TryLeave(pause, out _);
        PersistAsync(pause, Kept);
    }

    private string? LeaveToNext(HeldPause pause)
    {
        var file = TryLeave(pause, out var cause);
        if (file is null)
        {
            _log.Warning(cause, "The target's pause could not be kept for the next command, which must not be started before {0}", pause.Until);
        }

        return file;
    }

    private string? TryLeave(HeldPause pause, out Exception? cause)
    {
        try
        {
            cause = null;
            return _readers.Add(pause);
        }
        catch (Exception met) when (met is IOException or UnauthorizedAccessException)
        {
            cause = met; // On a full disk the journal may have room before this has, and then nothing was missing.
            return null;
        }
    }

    private void TakeFromReaders() => _held = _readers.Read(_clock.GetCurrentInstant()).Aggregate(_held, (held, pause) => held.Evolve(pause)).At(_clock.GetCurrentInstant());

    private void Kept(HeldPause stored)
    {
        _stored++;
        if (_unstored.Remove(stored, out var file) && file is not null)
        {
            ReadersPauses.Remove(file);
        }

        EmptyWhereOver(); // It may be over by now.
        WriteAfreshWhereLong();
        AnswerWhereStored();
    }

    /// <summary>What holds is written once more before all that stands before it is deleted, so that no crash between the two loses a pause.</summary>
    private void WriteAfreshWhereLong()
    {
        _held = _held.At(_clock.GetCurrentInstant());
        if (!_mayWrite || _isDeleting || _stored - _held.ByScope.Count < MostOver || _held.ByScope.IsEmpty)
        {
            return;
        }

        var (last, over) = (LastSequenceNr, _stored);
        var left = _held.ByScope.Count;
        _isDeleting = true;
        PersistAllAsync(_held.ByScope.Values, _ =>
        {
            _stored++;
            if (--left == 0)
            {
                _stored -= over;
                DeleteMessages(last);
            }
        });
    }

    private void Answer()
    {
        _askers.Add(Sender);
        AnswerWhereStored();
    }

    // Whoever asks may end the process next: what holds must be stored then, and what is over must not come back.
    private void AnswerWhereStored()
    {
        if (_isDeleting || _unstored.Count > 0)
        {
            return;
        }

        foreach (var asker in _askers)
        {
            asker.Tell(_held);
        }

        _askers.Clear();
    }

    private void Recovered(HeldPause stored)
    {
        _held = _held.Evolve(stored);
        _stored++;
    }

    private void ForgetThoseOver()
    {
        _held = _held.At(_clock.GetCurrentInstant());
        EmptyWhereOver();
        WriteAfreshWhereLong();
    }

    /// <summary>The journal is emptied once nothing holds any more; until then what is over is ignored, up to <see cref="MostOver"/> pauses of it.</summary>
    private void EmptyWhereOver()
    {
        if (_held.ByScope.IsEmpty && _mayWrite && !_isDeleting && _stored > 0)
        {
            _isDeleting = true;
            _stored = 0;
            DeleteMessages(LastSequenceNr);
        }
    }

    private void EndDeleting()
    {
        _isDeleting = false;
        EmptyWhereOver();
        WriteAfreshWhereLong();
        AnswerWhereStored();
    }
}
