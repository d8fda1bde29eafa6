using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>Who may write to a target, and until when: the one row that all writing processes meet at.</summary>
/// <param name="Epoch">How often the lease was taken so far; what a process of an earlier epoch wants to store is refused.</param>
/// <param name="Owner">Who took it, or null once it was given back or where it never was taken.</param>
/// <param name="ExpiresAt">Until when it holds unless it is renewed, by the clock of the journal.</param>
public sealed record WriterLease(long Epoch, WriterOwner? Owner, Instant ExpiresAt)
{
    /// <summary>The lease of a journal that nobody has written with one.</summary>
    public static readonly WriterLease None = new(0, null, Instant.FromUnixTimeTicks(0));

    /// <summary>Whether it keeps others away at an instant of the journal's clock.</summary>
    public bool HoldsAt(Instant now) => Owner is not null && now < ExpiresAt;
}
