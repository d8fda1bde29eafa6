using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>Who may take the lease, and when.</summary>
public static class LeaseRule
{
    /// <summary>Decides on one who asks.</summary>
    /// <param name="last">The lease as it stands.</param>
    /// <param name="now">The journal's clock.</param>
    /// <param name="asker">Who asks.</param>
    /// <remarks>
    /// Of an owner that is proved dead nothing more is sent, and nobody waits for the end of its lease. One that has let its lease run out may be frozen: it
    /// sends nothing new when it wakes, but what it had begun just before the end may be under way for as long as an attempt may take. It may as well live and
    /// have been cut off from its journal, as everybody was: so its lease is taken only where it stays as it is for so long that it would have renewed it.
    /// A lock that somebody keeps beside a lease that was given back is one of a process that is fenced off already, or that has not begun.
    /// </remarks>
    public static LeaseDecision Decide(WriterLease last, Instant now, LeaseAsker asker)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(asker);

        if (last.Epoch == 0 && asker.LockId is null)
        {
            return LeaseDecision.Locked.Instance;
        }

        if (last.Owner is not { } owner || asker.ProvesDeathOf(owner))
        {
            return new LeaseDecision.Take(last.Epoch + 1, SendsFrom: null);
        }

        if (last.HoldsAt(now))
        {
            return new LeaseDecision.Held(last);
        }

        if (last != asker.Watched)
        {
            return new LeaseDecision.RunOut(last);
        }

        var settledBy = last.ExpiresAt + asker.AttemptTimeout;
        return new LeaseDecision.Take(last.Epoch + 1, settledBy > now ? settledBy : null);
    }
}
