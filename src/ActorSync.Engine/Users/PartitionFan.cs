using ActorSync.Core.Users;
using Akka.Actor;

namespace ActorSync.Engine.Users;

/// <summary>All partitions as one: tells each, finds a user's, and counts who has answered.</summary>
/// <param name="partitions">The partitions by number.</param>
internal sealed class PartitionFan(IReadOnlyList<IActorRef> partitions)
{
    private int _answers;

    /// <summary>The partition that keeps the user.</summary>
    public IActorRef Of(UserId user) => partitions[Partitioning.PartitionOf(user)];

    /// <summary>Tells every partition.</summary>
    public void Tell(PartitionMessage message)
    {
        foreach (var partition in partitions)
        {
            partition.Tell(message);
        }
    }

    /// <summary>Counts an answer to what all were told; true for the last one.</summary>
    public bool HasEachAnswered()
    {
        _answers = (_answers + 1) % partitions.Count;
        return _answers == 0;
    }
}
