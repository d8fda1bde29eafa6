using ActorSync.Core.Leases;

namespace ActorSync.Engine.Runs;

/// <summary>What came of asking for the writer's lock. A closed family.</summary>
public abstract record WriterLockResult
{
    private WriterLockResult()
    {
    }

    /// <summary>This process may write until the lock is disposed of.</summary>
    public sealed record Taken(WriterLock Lock) : WriterLockResult;

    /// <summary>Another process writes.</summary>
    /// <param name="By">Which one, or null in the moment before it has said so.</param>
    public sealed record Held(WriterOwner? By) : WriterLockResult;
}
