using ActorSync.Core.Roster;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Roster;

public class ZoneRulesTests
{
    [Theory]
    [InlineData("UTC", "2025-01-15", "2025-01-15T00:00:00Z")]
    [InlineData("America/Los_Angeles", "2025-01-15", "2025-01-15T08:00:00Z")]
    [InlineData("Australia/Sydney", "2025-01-15", "2025-01-14T13:00:00Z")]
    [InlineData("Europe/Berlin", "2025-07-01", "2025-06-30T22:00:00Z")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")] // Midnight does not exist: the day starts at 01:00.
    [InlineData("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z")]
    [InlineData("America/Havana", "2024-11-03", "2024-11-03T04:00:00Z")] // 00:30 comes twice: the earlier midnight counts.
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z")] // The whole day was skipped: the gap's instant.
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z")]
    [InlineData("Asia/Kolkata", "2024-02-29", "2024-02-28T18:30:00Z")]
    public void A_day_starts_at_its_first_instant_in_the_zone(string zone, string day, string start) =>
        Assert.Equal(At(start), Rules(zone).StartOf(LocalDatePattern.Iso.Parse(day).Value));

    [Theory]
    [InlineData("America/New_York", "2025-03-09T02:30:00", "2025-03-09T07:00:00Z")] // In the gap: its instant.
    [InlineData("America/New_York", "2025-11-02T01:30:00", "2025-11-02T05:30:00Z")] // In the overlap: the earlier.
    [InlineData("Europe/London", "2025-03-30T01:59:59", "2025-03-30T01:00:00Z")]
    [InlineData("Europe/London", "2025-10-26T01:00:00", "2025-10-26T00:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2025-10-05T02:15:00", "2025-10-04T15:30:00Z")] // A gap of half an hour.
    public void A_local_time_in_a_gap_is_its_instant_and_one_in_an_overlap_the_earlier(string zone, string local, string instant) =>
        Assert.Equal(At(instant), Rules(zone).At(LocalDateTimePattern.GeneralIso.Parse(local).Value));

    [Fact]
    public void A_day_starts_where_NodaTime_says_so_on_every_day_of_a_decade_in_every_zone()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var zone = DateTimeZoneProviders.Tzdb[id];
            var rules = new ZoneRules(zone);
            foreach (var interval in zone.GetZoneIntervals(Given.Utc(2016, 1, 1), Given.Utc(2026, 1, 1)).Where(interval => interval.HasStart))
            {
                var day = interval.IsoLocalStart.Date;

                Assert.Equal(zone.AtStartOfDay(day).ToInstant(), rules.StartOf(day));
            }
        }
    }

    private static ZoneRules Rules(string zone) => new(DateTimeZoneProviders.Tzdb[zone]);

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
