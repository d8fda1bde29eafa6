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

    /// <summary>Replays the partition with this number.</summary>
    public PartitionReplay(int number, RunId run, IPersonTable people)
    {
        _people = PersonDirectory.Load(number, people);
        PersistenceId = $"users-{number}";
        _fold = new RunChangesFold(run);

        Recover<JournalBatch>(_fold.Take);
        Recover<SealedBatch>(Recovered);

        Command<GetChanges>(_ => Answer()); // It waits until everything has been replayed.
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; }

    /// <inheritdoc/>
    public override Recovery Recovery { get; } = new(SnapshotSelectionCriteria.None);

    private void Recovered(SealedBatch stored)
    {
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
