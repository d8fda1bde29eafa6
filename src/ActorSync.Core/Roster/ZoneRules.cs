using NodaTime;
using NodaTime.TimeZones;

namespace ActorSync.Core.Roster;

/// <summary>How the dates and local times of a source become instants in the source's time zone.</summary>
public sealed class ZoneRules(DateTimeZone zone)
{
    /// <summary>A local time in a gap means the gap's instant, one in an overlap the earlier.</summary>
    public static readonly ZoneLocalMappingResolver Resolver =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The zone.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>The instant at which the day starts; where midnight falls in a gap, even one of a whole day, the gap's instant.</summary>
    public Instant StartOf(LocalDate day) => At(day.AtMidnight());

    /// <summary>The instant that a local time means.</summary>
    public Instant At(LocalDateTime local) => Zone.ResolveLocal(local, Resolver).ToInstant();

    /// <summary>The day on which the instant falls.</summary>
    public LocalDate DayOf(Instant instant) => instant.InZone(Zone).Date;
}
