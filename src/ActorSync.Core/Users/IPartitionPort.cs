using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>What the machine of a partition has its shell do.</summary>
/// <typeparam name="TUser">How the shell knows a user at work.</typeparam>
public interface IPartitionPort<TUser>
{
    /// <summary>Tells the run's coordinator.</summary>
    void Tell(PartitionReply reply);

    /// <summary>Puts a user to work. What it records and how it ends comes back to the machine as of this user.</summary>
    TUser Start(IUserWork work);

    /// <summary>Tells a user at work that its last entries are durable.</summary>
    void TellDurable(TUser user);

    /// <summary>A user's work has come to its end: whoever did it has nothing more to say of it, and may do other work.</summary>
    void Release(TUser user);

    /// <summary>Breaks a user's work off: nothing more of it is wanted.</summary>
    void Stop(TUser user);

    /// <summary>
    /// Makes a batch durable; the shell comes back with <see cref="PartitionMachine{TUser}.Evolve"/> and <see cref="PartitionMachine{TUser}.GoOn"/>,
    /// or with <see cref="PartitionMachine{TUser}.Failed"/>.
    /// </summary>
    void Store(JournalBatch batch);

    /// <summary>Comes back with <see cref="PartitionMachine{TUser}.StoreReadings"/> after a while.</summary>
    void StoreReadingsAfter(Duration wait);
}
