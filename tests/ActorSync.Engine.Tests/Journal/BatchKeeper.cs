using System.Collections.Immutable;
using ActorSync.Core.Runs;
using Akka.Actor;
using Akka.Persistence;

namespace ActorSync.Engine.Tests.Journal;

/// <summary>The least actor that stores batches: it answers when a batch is durable, and says what it knows.</summary>
internal sealed class BatchKeeper : ReceivePersistentActor
{
    private ImmutableArray<UserRecord> _fromSnapshot = [];
    private ImmutableArray<JournalEntry> _entries = [];
    private string? _failure;
    private IActorRef? _asker;

    public BatchKeeper(string persistenceId)
    {
        PersistenceId = persistenceId;

        Recover<SnapshotOffer>(offer =>
        {
            _fromSnapshot = ((PartitionSnapshot)offer.Snapshot).Users;
            _entries = [];
        });
        Recover<JournalBatch>(batch => _entries = _entries.AddRange(batch.Entries));

        Command<JournalBatch>(batch => Persist(batch, stored =>
        {
            _entries = _entries.AddRange(stored.Entries);
            Sender.Tell(new Stored(LastSequenceNr));
        }));
        Command<TakeSnapshot>(command =>
        {
            _asker = Sender;
            SaveSnapshot(command.Snapshot);
        });
        Command<SaveSnapshotSuccess>(saved => _asker.Tell(saved));
        Command<SaveSnapshotFailure>(failed => _asker.Tell(failed));
        Command<DeleteBefore>(command =>
        {
            _asker = Sender;
            DeleteMessages(command.SequenceNr);
        });
        Command<DeleteMessagesSuccess>(deleted => _asker.Tell(deleted));
        Command<GetKnown>(_ => Sender.Tell(new Known(_fromSnapshot, _entries, LastSequenceNr, _failure)));
    }

    public override string PersistenceId { get; }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _failure = cause.Message;
        Sender.Tell(new Status.Failure(cause));
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Sender.Tell(new Status.Failure(cause));

    internal sealed record Stored(long SequenceNr);

    internal sealed record TakeSnapshot(PartitionSnapshot Snapshot);

    internal sealed record DeleteBefore(long SequenceNr);

    internal sealed record GetKnown
    {
        public static readonly GetKnown Instance = new();
    }

    internal sealed record Known(ImmutableArray<UserRecord> FromSnapshot, ImmutableArray<JournalEntry> Entries, long SequenceNr, string? Failure);
}
