using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using NodaTime;

namespace ActorSync.Engine.Users;

/// <summary>What a partition keeps in memory of its journal: the state that the journal tells, the people that it numbers, and the end of its hash chain.</summary>
/// <remarks>Confined to the partition's actor.</remarks>
/// <param name="people">The partition's people.</param>
internal sealed class PartitionJournal(PersonDirectory people)
{
    private readonly PayloadWriter _writer = new();

    /// <summary>The fold of the journal.</summary>
    public PartitionState State { get; private set; } = new(people.Count);

    /// <summary>The end of the hash chain.</summary>
    public ChainHead Head { get; private set; }

    /// <summary>Takes in a snapshot of any version.</summary>
    public void Recover(object snapshot)
    {
        (var state, Head) = snapshot switch
        {
            SealedSnapshot stored => SealedFormat.Open(stored, people),
            PartitionSnapshot earlier => (earlier, default),
            _ => throw new InvalidOperationException($"Unknown snapshot {snapshot.GetType().Name}."),
        };
        State = PartitionState.From(state);
    }

    /// <summary>Takes in an event that was stored before people were numbered.</summary>
    public void Recover(JournalBatch stored) => State.Evolve(stored);

    /// <summary>Takes in an event.</summary>
    /// <exception cref="UnreadablePayloadException">It is damaged, or an event before it is missing or was changed.</exception>
    public void Recover(SealedBatch stored)
    {
        // Before the first link there may be events of earlier versions, which have none.
        if (Head == default ? stored.Previous != default : !Head.IsFollowedBy(stored.Position, stored.Previous))
        {
            throw new UnreadablePayloadException(
                $"Event {stored.Position} of partition {people.Partition} does not follow event {Head.Position}: something between them is missing, or was changed. "
                + "Restore the journal from a backup; `actorsync verify-audit` tells what is left in order.");
        }

        foreach (var entry in SealedFormat.Open(stored, people, State))
        {
            State.Evolve(entry);
        }

        Head = stored.Head;
    }

    /// <summary>Ends the recovery: of people who were erased nothing is known any more but the writes that are not settled, so that the next run gives those up.</summary>
    public void Recovered()
    {
        foreach (var erased in State.Users.Select(record => record.User).Where(people.IsErased).ToList())
        {
            State.ForgetButOpen(erased);
        }
    }

    /// <summary>Those who have to be in the table of people before <paramref name="next"/>, or a snapshot, may be stored.</summary>
    public IReadOnlyList<PersonIdentity> Enter(JournalBatch next)
    {
        foreach (var entry in next.Entries)
        {
            people.Enter(entry);
        }

        if (people.Count < State.Users.Count)
        {
            foreach (var record in State.Users)
            {
                people.Enter(record); // An earlier version numbered nobody.
            }
        }

        return people.TakeUnstored();
    }

    /// <summary>Seals an event.</summary>
    /// <param name="next">Its entries, whose people are in the table.</param>
    /// <param name="position">Where it will stand.</param>
    /// <param name="now">When it is stored.</param>
    public SealedBatch Seal(JournalBatch next, long position, Instant now) => SealedFormat.Seal(_writer, next.Entries, people, State, Head, position, now);

    /// <summary>Notes that an event is durable; its entries are taken into <see cref="State"/> by whoever had it stored.</summary>
    public void Stored(SealedBatch stored) => Head = stored.Head;

    /// <summary>The whole state, to be stored; everybody whom an earlier event named is in the table.</summary>
    public SealedSnapshot ToSnapshot() => SealedFormat.Seal(_writer, State.ToSnapshot(), people, Head);
}
