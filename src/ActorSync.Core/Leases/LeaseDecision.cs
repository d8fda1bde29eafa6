using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>What becomes of a process that asks for the lease. A closed family.</summary>
public abstract record LeaseDecision
{
    private LeaseDecision()
    {
    }

    /// <summary>It takes the lease.</summary>
    /// <param name="Epoch">Its epoch.</param>
    /// <param name="SendsFrom">Before this instant of the journal's clock it sends nothing, since something of the owner before may still arrive; null for at once.</param>
    public sealed record Take(long Epoch, Instant? SendsFrom) : LeaseDecision;

    /// <summary>Another process has it.</summary>
    /// <param name="By">That lease; it has an owner.</param>
    public sealed record Held(WriterLease By) : LeaseDecision;

    /// <summary>It has run out, and nobody has seen its owner end: it is watched for <see cref="LeaseTerm.WatchFor"/>, since an owner that lives renews it as soon as it can.</summary>
    /// <param name="Lease">That lease; it has an owner.</param>
    public sealed record RunOut(WriterLease Lease) : LeaseDecision;

    /// <summary>Another process keeps the lock of the state folder, and no lease was ever taken: it is one that knows of none, or is about to take it.</summary>
    public sealed record Locked : LeaseDecision
    {
        /// <summary>The only instance needed.</summary>
        public static readonly Locked Instance = new();
    }
}
