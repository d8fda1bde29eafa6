using ActorSync.Core.Roster;
using NodaTime;

namespace ActorSync.Core.Certifications;

/// <summary>The first instant at which a certification no longer holds.</summary>
public static class OfficialExpiry
{
    /// <summary>The last day whose local times every zone can turn into instants.</summary>
    private static readonly LocalDate LastDay = new(RosterDate.LastYear, 12, 30);

    /// <summary>From an issue date alone: the last valid day is <paramref name="validityInDays"/> days after it, and the start of the day after that is the expiry.</summary>
    public static Instant FromIssueDay(LocalDate issued, int validityInDays, ZoneRules zone) =>
        zone.StartOf(issued.PlusDays(validityInDays + 1));

    /// <summary>From an earlier expiry and calendar days as the zone counts them: the local time stays, whatever daylight saving does in between.</summary>
    /// <remarks>What would lie beyond the calendar's last days falls on them: such a date means "never", and it must not stop a run.</remarks>
    public static Instant FromExtension(Instant expiry, int days, ZoneRules zone)
    {
        var local = expiry.InZone(zone.Zone).LocalDateTime;
        var room = Math.Max(0, Period.DaysBetween(local.Date, LastDay));
        return zone.At(local.PlusDays(Math.Min(days, room)));
    }
}
