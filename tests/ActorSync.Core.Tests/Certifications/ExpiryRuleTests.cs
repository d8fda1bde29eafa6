using ActorSync.Core.Certifications;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Certifications;

public class ExpiryRuleTests
{
    private static readonly Gen<Instant> AnyInstant =
        from seconds in Gen.Choose(0, int.MaxValue)
        from ticks in Gen.Choose(0, 9_999_999)
        select Instant.FromUnixTimeSeconds(seconds).PlusTicks(ticks);

    private static readonly Gen<ExpiryMargin> AnyMargin = Gen.Elements(ExpiryMargin.PreviousUtcDay, ExpiryMargin.None);

    [Theory]
    [InlineData("2024-01-15", 365, "UTC", "2025-01-14T23:59:59.999Z")]
    [InlineData("2024-02-29", 365, "UTC", "2025-02-28T23:59:59.999Z")]
    public void A_certification_issued_on_a_day_ends_on_the_target_at(string issued, int validityInDays, string zone, string expected)
    {
        var official = OfficialExpiry.FromIssueDay(Day(issued), validityInDays, Zone(zone));

        Assert.Equal(At(expected), ExpiryRule.ExpiresOn(official, ExpiryMargin.PreviousUtcDay));
    }

    [Theory]
    [InlineData("2025-01-15", "UTC", "2025-01-14T23:59:59.999Z")]
    [InlineData("2025-01-15", "America/Los_Angeles", "2025-01-14T23:59:59.999Z")]
    [InlineData("2025-01-15", "Australia/Sydney", "2025-01-13T23:59:59.999Z")]
    [InlineData("2024-04-26", "Africa/Cairo", "2024-04-24T23:59:59.999Z")] // The day begins at 01:00, and that is 22:00 UTC the day before.
    [InlineData("2011-12-30", "Pacific/Apia", "2011-12-29T23:59:59.999Z")] // The day that Samoa left out begins where it would have.
    public void A_certification_that_expires_on_a_day_ends_on_the_target_at(string expires, string zone, string expected)
    {
        var official = Zone(zone).StartOf(Day(expires));

        Assert.Equal(At(expected), ExpiryRule.ExpiresOn(official, ExpiryMargin.PreviousUtcDay));
    }

    [Theory]
    [InlineData("2025-03-09T02:30:00", "America/New_York", "2025-03-09T07:00:00Z")] // In a gap: the gap's own instant.
    [InlineData("2025-11-02T01:30:00", "America/New_York", "2025-11-02T05:30:00Z")] // In an overlap: the earlier one.
    [InlineData("2025-03-30T01:30:00", "Europe/London", "2025-03-30T01:00:00Z")]
    public void A_local_expiry_is_resolved_by_name(string expires, string zone, string expected)
    {
        var official = Zone(zone).At(LocalDateTimePattern.ExtendedIso.Parse(expires).Value);

        Assert.Equal(At(expected), official);
    }

    [Fact]
    public void A_local_time_that_does_not_exist_ends_with_the_day_before()
    {
        var official = Zone("America/New_York").At(new LocalDateTime(2025, 3, 9, 2, 30));

        Assert.Equal(At("2025-03-08T23:59:59.999Z"), ExpiryRule.ExpiresOn(official, ExpiryMargin.PreviousUtcDay));
    }

    [Fact]
    public void Without_the_margin_it_ends_a_millisecond_before()
    {
        Assert.Equal(At("2025-01-15T07:59:59.999Z"), ExpiryRule.ExpiresOn(At("2025-01-15T08:00:00Z"), ExpiryMargin.None));
    }

    [Fact]
    public void A_date_beyond_the_calendar_means_never_and_stops_nothing()
    {
        Assert.Equal(At("9999-12-30T05:00:00Z"), OfficialExpiry.FromExtension(At("9990-01-01T05:00:00Z"), int.MaxValue, Zone("America/New_York")));
        Assert.Equal(At("9999-12-31T05:00:00Z"), OfficialExpiry.FromExtension(At("9999-12-31T05:00:00Z"), 5, Zone("America/New_York")));
    }

    [Fact]
    public void It_never_ends_after_the_official_expiry() => Prop.ForAll(
        (from official in AnyInstant from margin in AnyMargin select (official, margin)).ToArbitrary(),
        given => ExpiryRule.ExpiresOn(given.official, given.margin) < given.official).Check(Cases.Usual);

    [Fact]
    public void With_the_margin_it_ends_at_the_end_of_a_utc_day_less_than_a_day_and_a_millisecond_before() => Prop.ForAll(
        AnyInstant.ToArbitrary(),
        official =>
        {
            var expiresOn = ExpiryRule.ExpiresOn(official, ExpiryMargin.PreviousUtcDay);
            return expiresOn.InUtc().TimeOfDay == new LocalTime(23, 59, 59, 999)
                && official - expiresOn < Duration.FromDays(1) + Duration.FromMilliseconds(1);
        }).Check(Cases.Usual);

    [Fact]
    public void A_later_official_expiry_never_ends_earlier() => Prop.ForAll(
        (from one in AnyInstant from two in AnyInstant from margin in AnyMargin select (one, two, margin)).ToArbitrary(),
        given => ExpiryRule.ExpiresOn(Instant.Min(given.one, given.two), given.margin)
            <= ExpiryRule.ExpiresOn(Instant.Max(given.one, given.two), given.margin)).Check(Cases.Usual);

    [Fact]
    public void It_is_a_whole_number_of_milliseconds() => Prop.ForAll(
        (from official in AnyInstant from margin in AnyMargin select (official, margin)).ToArbitrary(),
        given =>
        {
            var expiresOn = ExpiryRule.ExpiresOn(given.official, given.margin);
            return ExpiryRule.ToMillisecond(expiresOn) == expiresOn;
        }).Check(Cases.Usual);

    private static ZoneRules Zone(string id) => new(DateTimeZoneProviders.Tzdb[id]);

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
