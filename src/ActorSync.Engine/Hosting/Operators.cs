using ActorSync.Core.Users;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Hosting;

/// <summary>The people who work with ActorSync, by number: the run log names the number, and their names can be erased.</summary>
/// <param name="people">The table of people.</param>
internal sealed class Operators(IPersonTable people)
{
    /// <summary>Where operators stand in the table of people: beside the partitions of users.</summary>
    public const int Partition = -1;

    /// <summary>Who works now: the system's user on this host.</summary>
    public static string OfThisProcess => $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The operator's number, from 1; whoever is new has one that is durable when this returns.</summary>
    public async Task<int> NumberOfAsync(string name)
    {
        var user = new UserId(name);
        var directory = PersonDirectory.Load(Partition, people);
        directory.Enter(user);
        if (directory.HasUnstored)
        {
            await people.StoreAsync(Partition, directory.TakeUnstored());
        }

        return directory.NumberOf(user);
    }
}
