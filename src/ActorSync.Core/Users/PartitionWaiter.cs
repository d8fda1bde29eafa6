namespace ActorSync.Core.Users;

/// <summary>What a partition goes on with once entries are durable.</summary>
/// <typeparam name="TUser">How the shell knows a user at work.</typeparam>
/// <param name="User">The user at work who waits, where one does.</param>
/// <param name="Step">What to do.</param>
/// <param name="Run">The run in which they were stored.</param>
internal readonly record struct PartitionWaiter<TUser>(TUser? User, PartitionStep Step, PartitionRun Run)
{
    /// <summary>What the coordinator is to be told, where it is.</summary>
    public PartitionReply.PersonDecided? Decided { get; init; }
}
