using NodaTime;

namespace ActorSync.Core.Certifications;

/// <summary>The first instant at which a certification no longer holds, from what the HR system states.</summary>
public static class OfficialExpiry
{
    /// <summary>From an expiry date: the start of that day in the source's zone.</summary>
    public static Instant FromExpiryDay(LocalDate expires, DateTimeZone zone) => SourceDays.StartOf(expires, zone);

    /// <summary>From an expiry given as a local time.</summary>
    public static Instant FromExpiryTime(LocalDateTime expires, DateTimeZone zone) => SourceDays.At(expires, zone);

    /// <summary>From an issue date alone: the start of the day after the last valid one, which is <paramref name="validityInDays"/> days after the issue.</summary>
    public static Instant FromIssueDay(LocalDate issued, int validityInDays, DateTimeZone zone) =>
        SourceDays.StartOf(SourceDays.Later(issued, validityInDays + 1), zone);
}
