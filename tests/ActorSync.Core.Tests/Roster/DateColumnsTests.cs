using System.Globalization;
using ActorSync.Core.Roster;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Roster;

public class DateColumnsTests
{
    private readonly RosterJoin _join = new(Given.Context());

    [Fact]
    public void One_day_above_twelve_proves_the_order_of_the_whole_column()
    {
        _join.Certifications(("E1", "PCI", "", "01/02/2025", ""), ("E2", "PCI", "", "31/12/2025", ""));

        var reading = _join.Complete();

        Assert.Empty(reading.Holds);
        Assert.Equal(["PCI=2025-02-01T00:00:00Z"], reading.Person("E1").Certifications.Items());
    }

    [Fact]
    public void A_month_first_column_is_proven_the_same_way_by_a_row_that_is_rejected_itself()
    {
        _join.Certifications(("E1", "PCI", "", "01/02/2025", ""), ("E2", "Nope", "", "12/31/2025", ""));

        Assert.Equal(["PCI=2025-01-02T00:00:00Z"], _join.Complete().Person("E1").Certifications.Items());
    }

    [Fact]
    public void A_column_that_can_be_read_two_ways_holds_the_file_and_rejects_its_rows_one_by_one()
    {
        _join.Certifications(("E1", "PCI", "2024-01-01", "01/02/2025", ""), ("E2", "PCI", "", "05/05/2025", ""), ("E3", "PCI", "", "2025-01-01", ""));

        var reading = _join.Complete();

        var hold = Assert.Single(reading.Holds);
        Assert.Equal(("certifications.csv", 2, "expires_on", RosterRule.DatesAmbiguous, true), (hold.File, hold.Line, hold.Column, hold.Rule, hold.CanBeAccepted));
        Assert.Equal(["certifications.csv:2 date-ambiguous"], reading.Errors());
        Assert.Equal("01/02/2025", Assert.Single(reading.Findings).Raw);
        Assert.Equal(["PCI=2025-05-05T00:00:00Z"], reading.Person("E2").Certifications.Items());
    }

    [Fact]
    public void A_column_that_proves_both_orders_holds_the_file()
    {
        _join.Certifications(("E1", "PCI", "", "01/02/2025", ""), ("E2", "PCI", "", "31/01/2025", ""), ("E3", "PCI", "", "01/31/2025", ""));

        var reading = _join.Complete();

        Assert.Single(reading.Holds);
        Assert.Equal(["certifications.csv:2 date-ambiguous"], reading.Errors());
    }

    [Fact]
    public void One_column_does_not_prove_another_but_a_compact_cell_is_one_column()
    {
        _join.Certifications(("E1", "PCI", "31/12/2024", "01/02/2025", ""));
        Assert.Single(_join.Complete().Holds);

        var compact = Given.ReadPerson(certifications: "PCI|31/12/2024|01/02/2025");
        Assert.Empty(compact.Holds);
        Assert.Equal(["PCI=2025-02-01T00:00:00Z"], compact.Person().Certifications.Items());
    }

    [Theory]
    [InlineData("en-US", "2025-01-02T00:00:00Z")]
    [InlineData("de-DE", "2025-02-01T00:00:00Z")]
    public void A_declared_culture_settles_the_order(string culture, string expiry)
    {
        var dates = DateReading.Create(null, CultureInfo.GetCultureInfo(culture), out _);

        var reading = Given.ReadPerson(certifications: "PCI||01/02/2025", context: Given.Context(dates: dates));

        Assert.Empty(reading.Holds);
        Assert.Equal(expiry, InstantPattern.General.Format(reading.Person().Certifications.Items[0].OfficialExpiry!.Value));
    }

    [Fact]
    public void A_date_that_the_proven_order_makes_impossible_is_rejected()
    {
        _join.Certifications(("E1", "PCI", "", "30/02/2025", ""), ("E2", "PCI", "", "01/03/2025", ""));

        Assert.Equal(["certifications.csv:2 date-impossible"], _join.Complete().Errors());
    }
}
