using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>How long a fault of the storage that may pass is waited for, and how often it is tried again meanwhile.</summary>
/// <param name="First">The wait after the first failure; it doubles with each further one.</param>
/// <param name="Longest">The longest wait between two tries.</param>
/// <param name="Limit">How long is waited in all, from the first failure.</param>
public sealed record StoragePatience(Duration First, Duration Longest, Duration Limit)
{
    // Far beyond every longest wait, and far from an overflow.
    private const int MostDoublings = 20;

    /// <summary>Of a write: as long as the target's own pauses are waited for by default, since nothing is lost meanwhile.</summary>
    public static StoragePatience OfWrites { get; } = new(Duration.FromMilliseconds(100), Duration.FromSeconds(5), Duration.FromMinutes(15));

    /// <summary>Of a read, and of a start: whoever starts a command can start it again, and should hear soon that it has to.</summary>
    public static StoragePatience OfReads { get; } = new(Duration.FromMilliseconds(100), Duration.FromSeconds(2), Duration.FromSeconds(15));

    /// <summary>How long a write may still take once a person or the system has asked the program to stop.</summary>
    public static Duration OnceStopping { get; } = Duration.FromSeconds(2);

    /// <summary>The wait before the next try, or null where it is not waited any longer.</summary>
    /// <param name="failures">How many tries have failed, at least one.</param>
    /// <param name="waited">How long ago the first of them did.</param>
    public Duration? Wait(int failures, Duration waited)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);

        var doubled = First * (1L << Math.Min(failures - 1, MostDoublings));
        return waited < Limit ? Duration.Min(Duration.Min(doubled, Longest), Limit - waited) : null;
    }
}
