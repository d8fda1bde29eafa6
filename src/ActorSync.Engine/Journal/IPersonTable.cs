namespace ActorSync.Engine.Journal;

/// <summary>Keeps who the numbered people of the partitions are, apart from the journal, so that a person can be erased of whom records stay.</summary>
public interface IPersonTable
{
    /// <summary>Everybody of one partition, the erased as well; in no particular order.</summary>
    /// <exception cref="JournalUnavailableException">The table cannot be read.</exception>
    IReadOnlyList<PersonIdentity> Load(int partition);

    /// <summary>Adds people and replaces those whose number is known; durable when the task ends.</summary>
    Task StoreAsync(int partition, IReadOnlyList<PersonIdentity> people);
}
