using ActorSync.Core.Certifications;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Core.Tests.Certifications;

public class RenewalRuleTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 10, 12, 0);
    private static readonly Instant Base = Instant.FromUtc(2026, 3, 11, 0, 0);
    private static readonly CertificationId PciId = new("pci");
    private static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    [Fact]
    public void Without_a_word_the_row_s_date_stands()
    {
        Assert.Equal(new RenewalDecision(Base, false, null), Decide(Base, Renewal.None.Instance, null));
    }

    [Fact]
    public void Renew_with_a_row_date_applies_nothing()
    {
        Assert.Equal(new RenewalDecision(Base, true, null), Decide(Base, new Renewal.Renew(), null));
    }

    [Fact]
    public void Extend_adds_its_days_to_the_row_s_date_however_far_ahead()
    {
        var far = Base + Duration.FromDays(900);
        Assert.Equal(new RenewalDecision(far + Duration.FromDays(30), true, new(far, far + Duration.FromDays(30))), Decide(far, new Renewal.Extend(30), null));
    }

    [Fact]
    public void Extend_without_a_row_date_adds_its_days_to_the_ledger_s_date()
    {
        var result = Base + Duration.FromDays(7);
        Assert.Equal(new RenewalDecision(result, true, new(Base, result)), Decide(null, new Renewal.Extend(7), Known(Base)));
    }

    [Fact]
    public void Renew_without_any_date_has_nothing_to_start_from()
    {
        Assert.Equal(default, Decide(null, new Renewal.Renew(), null));
        Assert.Equal(default, Decide(null, new Renewal.Renew(), Known(null)));
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(-2000, true)]
    public void Without_a_row_date_a_renewal_waits_until_its_base_is_a_day_ahead(int hoursAhead, bool acts)
    {
        var known = Known(Now + Duration.FromHours(hoursAhead));

        Assert.Equal(acts, Decide(null, new Renewal.Renew(), known).Applied is not null);
        Assert.Equal(acts, Decide(null, new Renewal.Extend(5), known).Applied is not null);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("renew")]
    [InlineData("other days")]
    public void While_a_row_states_the_same_base_the_recorded_result_is_wanted(string word)
    {
        var result = Base + Duration.FromDays(30);
        Renewal renewal = word switch { "none" => Renewal.None.Instance, "renew" => new Renewal.Renew(), _ => new Renewal.Extend(60) };

        Assert.Equal(new RenewalDecision(result, true, null), Decide(Base, renewal, Known(result, new AppliedRenewal(Base, result))));
    }

    [Fact]
    public void A_row_with_another_base_is_extended_anew()
    {
        var known = Known(Base + Duration.FromDays(30), new AppliedRenewal(Base, Base + Duration.FromDays(30)));
        var next = Base + Duration.FromDays(1);

        Assert.Equal(next + Duration.FromDays(30), Decide(next, new Renewal.Extend(30), known).OfficialExpiry);
    }

    [Fact]
    public void Days_are_counted_in_the_source_s_zone_across_daylight_saving()
    {
        var start = NewYork.AtStartOfDay(new LocalDate(2026, 3, 1)).ToInstant();

        var result = Decide(start, new Renewal.Extend(30), null, NewYork).OfficialExpiry;

        Assert.Equal(NewYork.AtStartOfDay(new LocalDate(2026, 3, 31)).ToInstant(), result);
    }

    [Fact]
    public void A_sum_in_a_gap_is_the_gap_s_instant_and_in_an_overlap_the_earlier_one()
    {
        var intoGap = new LocalDateTime(2026, 3, 7, 2, 30).InZoneStrictly(NewYork).ToInstant();
        var intoOverlap = new LocalDateTime(2026, 10, 31, 1, 30).InZoneStrictly(NewYork).ToInstant();

        Assert.Equal(Instant.FromUtc(2026, 3, 8, 7, 0), Decide(intoGap, new Renewal.Extend(1), null, NewYork).OfficialExpiry);
        Assert.Equal(Instant.FromUtc(2026, 11, 1, 5, 30), Decide(intoOverlap, new Renewal.Extend(1), null, NewYork).OfficialExpiry);
    }

    [Fact]
    public void A_leap_day_plus_a_year_of_days_is_the_last_of_february()
    {
        var leapDay = Instant.FromUtc(2024, 2, 29, 0, 0);
        Assert.Equal(Instant.FromUtc(2025, 2, 28, 0, 0), Decide(leapDay, new Renewal.Extend(365), null).OfficialExpiry);
    }

    [Fact]
    public void An_extension_that_was_applied_is_never_applied_again() => Prop.ForAll(
        (from hours in Gen.Choose(-50_000, 50_000)
         from days in Gen.Choose(1, 2_000)
         from moreDays in Gen.Choose(1, 2_000)
         from zone in Gen.Elements("UTC", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia")
         select (hours, days, moreDays, zone)).ToArbitrary(),
        given =>
        {
            var zone = DateTimeZoneProviders.Tzdb[given.zone];
            var start = Base + Duration.FromHours(given.hours);
            var first = Decide(start, new Renewal.Extend(given.days), null, zone);
            var second = Decide(start, new Renewal.Extend(given.moreDays), Known(first.OfficialExpiry, first.Applied!.Value), zone);

            return second.Applied is null && second.OfficialExpiry == first.OfficialExpiry && first.OfficialExpiry > start;
        }).Check(Cases.Usual);

    [Fact]
    public void A_renewal_that_was_decided_and_whose_write_failed_stays_wanted_whether_the_ledger_holds_its_base_or_its_result()
    {
        var result = Base + Duration.FromDays(365);
        var renewal = new AppliedRenewal(Base, result);

        Assert.Equal(new RenewalDecision(result, true, null), Decide(null, new Renewal.Renew(), Known(Base, renewal)));
        Assert.Equal(new RenewalDecision(result, true, null), Decide(null, new Renewal.Renew(), Known(result, renewal)));
    }

    private static RenewalDecision Decide(Instant? rowExpiry, Renewal renewal, CertificationDates? known, DateTimeZone? zone = null) =>
        RenewalRule.Decide(
            new StatedCertification(new("PCI"), null, rowExpiry, renewal, new RowRef(0, 2), ItemOrigin.Item), known, 365, zone ?? DateTimeZone.Utc, Now);

    private static CertificationDates Known(Instant? official, params AppliedRenewal[] renewals) => new(PciId, null, official, null, [.. renewals]);
}
