using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Actor;
using Akka.Persistence;

namespace ActorSync.Engine.Users;

/// <summary>Reads the events of one partition from the first one on, and says what they tell of one run; it stores nothing.</summary>
internal sealed class PartitionReplay : ReceivePersistentActor
{
    private readonly RunChangesFold _fold;
    private readonly PersonDirectory _people;
    private readonly long _cutAt;

    /// <summary>Replays a partition.</summary>
    /// <param name="people">Who the people are that the partition's journal numbers.</param>
    /// <param name="fold">Takes in the events, from the state with which the journal begins.</param>
    /// <param name="cutAt">Up to where that state stands in the place of the events.</param>
    public PartitionReplay(PersonDirectory people, RunChangesFold fold, long cutAt)
    {
        _people = people;
        PersistenceId = $"users-{people.Partition}";
        _cutAt = cutAt;
        _fold = fold;

        Recover<JournalBatch>(stored =>
        {
            if (LastSequenceNr > _cutAt)
            {
                _fold.Take(stored);
            }
        });
        Recover<SealedBatch>(Recovered);

        Command<GetChanges>(_ => Answer()); // It waits until everything has been replayed.
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);

    private void Recovered(SealedBatch stored)
    {
        if (stored.Position <= _cutAt)
        {
            return; // It is left of what was cut, and is in the state already.
        }

        foreach (var entry in SealedFormat.Open(stored, _people, _fold.State))
        {
            _fold.Take(entry);
        }
    }

    private void Answer()
    {
        Sender.Tell(_fold);
        Context.Stop(Self);
    }

    /// <summary>Asks for what the events tell; answered with a <see cref="RunChangesFold"/>.</summary>
    public sealed record GetChanges
    {
        /// <summary>The only instance needed.</summary>
        public static readonly GetChanges Instance = new();
    }
}
