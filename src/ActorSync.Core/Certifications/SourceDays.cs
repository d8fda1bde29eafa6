using NodaTime;
using NodaTime.TimeZones;

namespace ActorSync.Core.Certifications;

/// <summary>Turns the days and local times of a source into instants, by one named rule for gaps and overlaps.</summary>
public static class SourceDays
{
    private static readonly ZoneLocalMappingResolver _gapEndsOverlapEarlier =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The first instant of a day in the zone; where a day has no midnight, the end of the gap.</summary>
    public static Instant StartOf(LocalDate day, DateTimeZone zone) => zone.ResolveLocal(day.AtMidnight(), _gapEndsOverlapEarlier).ToInstant();

    /// <summary>The instant of a local time: in a gap the gap's own instant, in an overlap the earlier one.</summary>
    public static Instant At(LocalDateTime time, DateTimeZone zone) => zone.ResolveLocal(time, _gapEndsOverlapEarlier).ToInstant();

    /// <summary>The last day that every zone's local times can be turned into instants of.</summary>
    public static readonly LocalDate LastDay = new(9999, 12, 30);

    /// <summary>Adds calendar days as the zone counts them: the local time stays, whatever daylight saving does in between.</summary>
    /// <remarks>What would fall after <see cref="LastDay"/> falls on it: such a date means "never", and it must not stop a run.</remarks>
    public static Instant Add(Instant start, int days, DateTimeZone zone)
    {
        var local = start.InZone(zone).LocalDateTime;
        return At(Later(local.Date, days) + local.TimeOfDay, zone);
    }

    /// <summary>The day that many days later, but never after <see cref="LastDay"/>.</summary>
    public static LocalDate Later(LocalDate day, int days)
    {
        var left = Math.Max(0, Period.DaysBetween(day, LastDay));
        return day.PlusDays(Math.Min(days, left));
    }
}
