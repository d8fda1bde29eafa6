using ActorSync.Core.Runs;

namespace ActorSync.Engine.Journal;

/// <summary>The process is to end: what cannot be stored within <see cref="StoragePatience.OnceStopping"/> fails, and everything after it at once.</summary>
public sealed record StopWaitingForStorage
{
    /// <summary>The one instance.</summary>
    public static readonly StopWaitingForStorage Instance = new();
}
