using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>Who asks for a lease, and what it knows of the one before.</summary>
/// <param name="Host">Its host's name.</param>
/// <param name="LockId">The id of the state folder whose lock it keeps; null where another process keeps that lock.</param>
/// <param name="AttemptTimeout">How long one request may be under way: so long after the end of a lease something of it may still arrive.</param>
public sealed record LeaseAsker(string Host, string? LockId, Duration AttemptTimeout)
{
    /// <summary>The lease as it has stood, run out, for <see cref="LeaseTerm.WatchFor"/> by the asker's clock; null where it has not been watched for so long.</summary>
    public WriterLease? Watched { get; init; }

    /// <summary>Whether an owner is proved dead: the asker has the very lock that it would still keep.</summary>
    /// <remarks>The host is compared too, because not every file system that two hosts share keeps a lock between them.</remarks>
    public bool ProvesDeathOf(WriterOwner owner)
    {
        ArgumentNullException.ThrowIfNull(owner);

        return LockId is not null && owner.LockId == LockId && owner.Host == Host;
    }
}
