using System.Collections.Immutable;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Settles a write in doubt by what a read shows of it. A target shows a write some seconds late, so nothing shown is not yet nothing done.</summary>
public static class ReadBack
{
    /// <summary>How long is waited before each further read of a user who shows nothing of a write in doubt: 2 and 4 s, then it counts as not applied.</summary>
    public static ImmutableArray<Duration> Waits { get; } = [Duration.FromSeconds(2), Duration.FromSeconds(4)];

    /// <summary>How long the gateway tries one look again by its short steps; longer ones are for a target that is away in part, which says nothing of how long a doubt lasts.</summary>
    public static Duration TriesOfOneLook { get; } = Duration.FromSeconds(15);

    /// <summary>What is expected of doubts, in looks, requests or time, counts for as much as so many doubts that were met.</summary>
    public const double DoubtsToTell = 4;

    /// <summary>All waits between the looks at a write in doubt.</summary>
    public static Duration AllWaits { get; } = Waits.Aggregate(Duration.Zero, (sum, wait) => sum + wait);

    /// <summary>How long after a process may have sent a write one look tells as much as several: it is no longer under way, and the target no longer late.</summary>
    /// <param name="underWay">How long a write may be under way.</param>
    public static Duration IsLateFor(Duration underWay) => underWay + AllWaits;

    /// <summary>How many looks a write in doubt takes at most.</summary>
    /// <param name="isLongAgo">Whether it was left open longer ago than the target is late.</param>
    public static int MostLooks(bool isLongAgo) => isLongAgo ? 1 : 1 + Waits.Length;

    // So much of what is in doubt is taken for applied while nothing is known of it.
    private const double ShareApplied = 0.5;

    /// <summary>How many looks a write in doubt takes where nothing is known of it: one when it was applied, all when it was not.</summary>
    public static int LooksOnAverage => (int)Math.Ceiling(ShareApplied + ((1 - ShareApplied) * (1 + Waits.Length)));

    /// <summary>How many requests a write in doubt costs where nothing is known of it: the looks, and the write again when it was not applied.</summary>
    /// <param name="readsPerUser">How many requests one look takes.</param>
    public static double RequestsOnAverage(int readsPerUser) => (readsPerUser * LooksOnAverage) + (1 - ShareApplied);

    /// <summary>Whether an observation shows something of a write that an earlier process left in doubt.</summary>
    /// <param name="carried">What the write carried.</param>
    /// <param name="observed">The user as observed since, with holdings known.</param>
    /// <param name="at">The instant of the observation.</param>
    public static bool Shows(ImmutableArray<Operation> carried, ObservedUser observed, Instant at) =>
        !Redecision.Lessen(carried, observed, at, removalsRestOnOwnership: false).AlreadyApplied.IsEmpty;

    /// <summary>Says how the write is settled, or null while it is not yet visible: wait for <see cref="Waits"/> and read again.</summary>
    /// <param name="carried">How many operations the write carried.</param>
    /// <param name="shown">How many of them the read shows.</param>
    /// <param name="readsBefore">How many reads have shown nothing before this one.</param>
    public static DoubtResult? Judge(int carried, int shown, int readsBefore) => shown switch
    {
        0 when readsBefore < Waits.Length => null,
        0 => DoubtResult.NotApplied,
        _ when shown < carried => DoubtResult.AppliedInPart,
        _ => DoubtResult.Applied,
    };
}
