using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>The process that writes to a target, or did last, and whether it is at work, as a reader finds it.</summary>
/// <param name="Owner">The process.</param>
/// <param name="HoldsUntil">Until when it holds the target unless it renews that; null where it is not known to have a lease.</param>
/// <param name="State">Whether it is at work.</param>
public sealed record WriterStanding(WriterOwner Owner, Instant? HoldsUntil, WriterState State)
{
    /// <summary>Whether it is at work on a run.</summary>
    public bool IsAtWorkOnRun => State == WriterState.AtWork && Owner.WorksOnRuns;

    /// <summary>Judges a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="now">The journal's clock.</param>
    /// <param name="isRunning">Whether the owner's process still runs; null where that cannot be seen from here.</param>
    /// <returns>Null where nobody holds it.</returns>
    public static WriterStanding? Of(WriterLease lease, Instant now, bool? isRunning)
    {
        ArgumentNullException.ThrowIfNull(lease);

        return lease.Owner is { } owner
            ? new(owner, lease.ExpiresAt, isRunning == false ? WriterState.Gone : lease.HoldsAt(now) ? WriterState.AtWork : WriterState.Silent)
            : null;
    }

    /// <summary>In words, as a whole sentence.</summary>
    public override string ToString() => State switch
    {
        WriterState.AtWork when HoldsUntil is { } until => $"The target is held by {Owner}, until {InstantText.At(until)} unless that is renewed.",
        WriterState.AtWork => $"The target is held by {Owner}.",
        WriterState.Silent => $"The target was held by {Owner}, until {InstantText.At(HoldsUntil!.Value)}: that process has not renewed its lease, so that it is frozen, cut off from the journal or gone, and the next one takes over.",
        WriterState.Gone => $"The target was held by {Owner}, which ended without giving it back.",
        _ => throw new InvalidOperationException($"Unknown state {State}."),
    };
}
