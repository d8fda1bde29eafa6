using ActorSync.Core.Policies;
using NodaTime;

namespace ActorSync.Core.Certifications;

/// <summary>When a certification ends on the target, so that it never outlives its official expiry.</summary>
public static class ExpiryRule
{
    private static readonly Duration Millisecond = Duration.FromMilliseconds(1);

    /// <summary>The last instant, in whole milliseconds, at which the certification holds on the target; never after <paramref name="officialExpiry"/>.</summary>
    /// <param name="officialExpiry">The first instant at which it no longer holds.</param>
    /// <param name="margin">Whether to end with the UTC day before.</param>
    public static Instant ExpiresOn(Instant officialExpiry, ExpiryMargin margin)
    {
        var firstInvalid = margin switch
        {
            ExpiryMargin.PreviousUtcDay => officialExpiry.InUtc().Date.AtMidnight().InUtc().ToInstant(),
            ExpiryMargin.None => ToMillisecond(officialExpiry),
            _ => throw new ArgumentOutOfRangeException(nameof(margin), margin, "Unknown margin."),
        };

        return firstInvalid - Millisecond;
    }

    /// <summary>The instant cut to the whole milliseconds that a target keeps; never later.</summary>
    public static Instant ToMillisecond(Instant instant)
    {
        var milliseconds = instant.ToUnixTimeMilliseconds();
        return Instant.FromUnixTimeMilliseconds(milliseconds);
    }
}
