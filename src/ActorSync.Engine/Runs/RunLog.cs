using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorSync.Engine.Runs;

/// <summary>Keeps one target's run log: which runs there were, which one is open, and what the guard remembers of each source.</summary>
/// <remarks>The rules are in <see cref="RunHistory"/>; this class carries messages between it and the journal.</remarks>
public sealed class RunLog : ReceivePersistentActor
{
    /// <summary>The run log's id in the journal.</summary>
    public const string LogId = "runs";

    /// <summary>How many events lie between two snapshots; a long run counts its requests many times.</summary>
    public const int EventsPerSnapshot = 1_000;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private RunHistory _history = RunHistory.Empty;
    private long _recovered;
    private bool _isRejected;

    /// <summary>Recovers the log; what it then knows is the answer to <see cref="GetRunHistory"/>.</summary>
    public RunLog()
    {
        Recover<SnapshotOffer>(offer =>
        {
            _history = (RunHistory)offer.Snapshot;
            _recovered = LastSequenceNr;
        });
        Recover<RunEvent>(stored =>
        {
            Evolve(stored);
            _recovered = LastSequenceNr;
        });
        Recover<LinkedRunEvent>(Recovered);
        Recover<RecoveryCompleted>(_ => RecoveredEnd.Check(Context, "the run log", _recovered, LastSequenceNr));

        Command<RecordRunEvents>(Record);
        Command<GetRunHistory>(_ => Sender.Tell(_history));

        Command<SaveSnapshotSuccess>(saved => DeleteSnapshots(new SnapshotSelectionCriteria(saved.Metadata.SequenceNr - 1)));
        Command<SaveSnapshotFailure>(failed => _log.Warning(failed.Cause, "The run log's snapshot at {SequenceNr} was not stored", failed.Metadata.SequenceNr));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(failed => _log.Warning(failed.Cause, "Older snapshots of the run log were not deleted"));
    }

    /// <inheritdoc/>
    public override string PersistenceId => LogId;

    /// <inheritdoc/>
    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        RecoveryFailures.Of(Context.System).Note(Self, reason);
        base.OnRecoveryFailure(reason, message);
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        Sender.Tell(new Status.Failure(cause)); // Akka stops this actor next, so nobody else would tell the one who waits.
        if (cause is not StorageGivenUpException) // The journal has said so once for all.
        {
            base.OnPersistFailure(cause, @event, sequenceNr);
        }
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _isRejected = true;
        Sender.Tell(new Status.Failure(cause));
        base.OnPersistRejected(cause, @event, sequenceNr);
    }

    private void Record(RecordRunEvents command)
    {
        if (Refusal(command.Events) is { } refusal)
        {
            Sender.Tell(new RunEventsRefused(refusal));
            return;
        }

        PersistAll(Linked(command.Events), stored =>
        {
            Evolve(stored);
            if (LastSequenceNr % EventsPerSnapshot == 0)
            {
                SaveSnapshot(_history);
            }
        });
        DeferAsync(command, _ => TellRecorded()); // Not before the journal has all of them.
    }

    private void TellRecorded()
    {
        var isRejected = _isRejected; // Akka goes on after a rejection, and comes here all the same.
        _isRejected = false;
        if (!isRejected)
        {
            Sender.Tell(new RunEventsRecorded(_history) { Events = LastSequenceNr });
        }
    }

    private ImmutableArray<LinkedRunEvent> Linked(ImmutableArray<RunEvent> events)
    {
        var linked = ImmutableArray.CreateBuilder<LinkedRunEvent>(events.Length);
        var head = _history.Head;
        foreach (var happened in events)
        {
            linked.Add(LinkedRunEvent.After(head, happened, LastSequenceNr + linked.Count + 1));
            head = linked[^1].Head;
        }

        return linked.MoveToImmutable();
    }

    // Before the first link there may be events of earlier versions, which have none.
    private void Recovered(LinkedRunEvent stored)
    {
        if (_history.Head == default ? stored.Previous != default : !_history.Head.IsFollowedBy(stored.Position, stored.Previous))
        {
            throw new UnreadablePayloadException(
                $"Event {stored.Position} of the run log does not follow event {_history.Head.Position}: something between them is missing, or was changed. "
                + "Restore the journal from a backup; `actorsync verify-audit` tells what is left in order.");
        }

        Evolve(stored);
        _recovered = LastSequenceNr;
    }

    private void Evolve(LinkedRunEvent stored) => _history = _history.Evolve(stored.Event) with { Head = stored.Head };

    private void Evolve(RunEvent stored) => _history = _history.Evolve(stored);

    private string? Refusal(ImmutableArray<RunEvent> events)
    {
        try
        {
            _ = events.Aggregate(_history, (history, next) => history.Evolve(next));
            return null;
        }
        catch (InvalidOperationException impossible)
        {
            return impossible.Message;
        }
    }
}
