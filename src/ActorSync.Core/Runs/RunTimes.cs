using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>For how long processes have worked on a run, as far as the run log knows; between two of them nobody did.</summary>
/// <param name="Earlier">How long the processes before the latest were at work.</param>
/// <param name="Latest">The latest process.</param>
/// <param name="WroteAt">When a write is known to have been sent last, or the latest instant before which one that was left open must have been intended; null while neither is known.</param>
public sealed record RunTimes(Duration Earlier, AtWork Latest, Instant? WroteAt)
{
    /// <summary>How long all of them were at work. Of a process that was killed, what came after its last count is not in it.</summary>
    public Duration Worked => Earlier + Duration.Max(Duration.Zero, Latest.Until - Latest.Since);

    /// <summary>Since when a write that was left open is in doubt: no later than when one was sent last.</summary>
    public Instant LeftAt => WroteAt ?? Latest.Until;

    /// <summary>A run begins.</summary>
    public static RunTimes Begin(Instant at) => new(Duration.Zero, new AtWork(at, at), null);

    /// <summary>A process is known to be at work.</summary>
    /// <param name="process">Which, and until when; one before the latest only tells of what it has sent.</param>
    /// <param name="wrote">Whether it has sent writes since it was known to be at work last.</param>
    public RunTimes See(AtWork process, bool wrote)
    {
        ArgumentNullException.ThrowIfNull(process);

        // Some of what an earlier process sent is proven only later, and that process has been at work no longer for it.
        if (process.Since < Latest.Since)
        {
            return wrote && !(WroteAt > process.Until) ? this with { WroteAt = process.Until } : this;
        }

        // What an earlier process left open was left by then, whatever later ones do.
        var (earlier, leftAt) = process.Since == Latest.Since ? (Earlier, WroteAt) : (Worked, (Instant?)LeftAt);
        return new(earlier, process, wrote ? process.Until : leftAt);
    }
}
