namespace ActorSync.Core.Leases;

/// <summary>For how long a process may rely on its lease, as it can tell by itself.</summary>
/// <param name="From">When it was about to ask for the last renewal that was granted: the journal counted from that moment or later.</param>
/// <param name="Term">The term.</param>
public sealed record LeaseHold(ClockReading From, LeaseTerm Term)
{
    /// <summary>Whether something may be sent now.</summary>
    public bool AllowsSend(ClockReading now) => now.Since(From) < Term.Length - Term.Margin;

    /// <summary>Whether the lease may have run out by now, so that another process may have taken it.</summary>
    public bool MayHaveRunOut(ClockReading now) => now.Since(From) >= Term.Length;
}
