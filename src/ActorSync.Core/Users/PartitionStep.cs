namespace ActorSync.Core.Users;

/// <summary>What a partition does once entries are durable.</summary>
internal enum PartitionStep
{
    /// <summary>It tells the user at work.</summary>
    TellUser,

    /// <summary>It tells the coordinator of a decision that leaves nothing to do.</summary>
    TellDecided,

    /// <summary>It counts one reading less that is not stored.</summary>
    CountReading,

    /// <summary>It stores more of what the run learned, or says that all of it is stored.</summary>
    StoreNotes,
}
