using ActorSync.Core.Runs;

namespace ActorSync.Core.Leases;

/// <summary>What a process is told that may not write, because another one does.</summary>
public static class LeaseWords
{
    /// <summary>Another process has the lease.</summary>
    /// <param name="lease">That lease; it has an owner.</param>
    public static string Held(WriterLease lease)
    {
        ArgumentNullException.ThrowIfNull(lease);

        return $"Another process writes to this target: {lease.Owner}. It holds the target until {InstantText.At(lease.ExpiresAt)} and renews that while it lives. {Remedy(lease.Owner)}";
    }

    /// <summary>Another process keeps the lock of the state folder and has no lease.</summary>
    /// <param name="owner">Who, or null where it has not said so.</param>
    public static string Locked(WriterOwner? owner) =>
        $"Another process writes to this target: {owner?.ToString() ?? "it has not said which"}. {Remedy(owner)}";

    private static string Remedy(WriterOwner? owner) => owner?.Command == WriterOwner.Service
        ? "It takes changes in by itself: hand it the work through its ingestion, or end it, and try again."
        : "Wait for it, or end it, and try again.";
}
