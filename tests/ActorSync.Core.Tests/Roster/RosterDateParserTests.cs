using System.Globalization;
using ActorSync.Core.Roster;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Roster;

public class RosterDateParserTests
{
    private static readonly ZoneRules Berlin = new(DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    [Theory]
    [InlineData("2025-01-31", "2025-01-30T23:00:00Z")]
    [InlineData(" 2025-01-31 ", "2025-01-30T23:00:00Z")]
    [InlineData("2025-1-5", "2025-01-04T23:00:00Z")]
    [InlineData("2025/01/31", "2025-01-30T23:00:00Z")]
    [InlineData("2025-01-31T08:30", "2025-01-31T07:30:00Z")]
    [InlineData("2025-01-31 08:30:15", "2025-01-31T07:30:15Z")]
    [InlineData("2025-01-31T08:30:15.250", "2025-01-31T07:30:15.25Z")]
    [InlineData("2025-01-31T08:30:00Z", "2025-01-31T08:30:00Z")]
    [InlineData("2025-01-31T08:30:00-05:00", "2025-01-31T13:30:00Z")]
    [InlineData("2014-11-09T00:00:00+01:00", "2014-11-08T23:00:00Z")]
    [InlineData("2014-11-09T00:00:00+0100", "2014-11-08T23:00:00Z")]
    [InlineData("2025-03-30T02:30:00", "2025-03-30T01:00:00Z")]
    [InlineData("9999-12-31", "9999-12-30T23:00:00Z")]
    [InlineData("9999-12-31T23:59:59", "9999-12-30T23:00:00Z")]
    public void ISO_dates_times_and_instants_are_read(string cell, string instant)
    {
        var (date, rule) = Read(cell, DateReading.Undeclared);

        Assert.Null(rule);
        Assert.Equal(instant, InstantPattern.ExtendedIso.Format(date.Start(Berlin)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{empty}")]
    [InlineData("~")]
    [InlineData("&&NO_OVERWRITE&&")]
    public void A_blank_cell_or_a_token_states_no_date(string cell) => Assert.Equal((RosterDate.None, null), Read(cell, DateReading.Undeclared));

    [Theory]
    [InlineData("2025-02-30", RosterRule.DateImpossible)]
    [InlineData("2025-13-01", RosterRule.DateImpossible)]
    [InlineData("2023-02-29", RosterRule.DateImpossible)]
    [InlineData("0000-01-01", RosterRule.DateImpossible)]
    [InlineData("2025-01-01T24:00", RosterRule.DateImpossible)]
    [InlineData("32/01/2025", RosterRule.DateImpossible)]
    [InlineData("13/13/2025", RosterRule.DateImpossible)]
    [InlineData("01/02/25", RosterRule.DateUnreadable)]
    [InlineData("31-Jan-2025", RosterRule.DateUnreadable)]
    [InlineData("tomorrow", RosterRule.DateUnreadable)]
    [InlineData("45688", RosterRule.DateUnreadable)]
    [InlineData("2025-01-31T", RosterRule.DateUnreadable)]
    [InlineData("2025-01-31T08:30:00+99:00", RosterRule.DateUnreadable)]
    public void What_is_no_date_is_said_by_its_rule(string cell, string rule) => Assert.Equal(rule, Read(cell, DateReading.Undeclared).Rule);

    [Fact]
    public void Three_numbers_stay_open_until_the_column_tells_their_order()
    {
        var (date, _) = Read("3/4/2025", DateReading.Undeclared);

        Assert.True(date.IsNumbers);
        Assert.Equal("03/04/2025", date.ToRawText());
        Assert.Equal(new LocalDate(2025, 4, 3), date.InOrder(DateOrder.DayFirst, Berlin).Day(Berlin));
        Assert.Equal(new LocalDate(2025, 3, 4), date.InOrder(DateOrder.MonthFirst, Berlin).Day(Berlin));
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "03/04/2025")]
    [InlineData("d.M.yyyy", "3.4.2025")]
    [InlineData("dd-MMM-yyyy", "03-Apr-2025")]
    [InlineData("dd.MM.yyyy HH:mm", "03.04.2025 00:00")]
    [InlineData("yyyyMMdd", "20250403")]
    public void A_declared_format_is_read_and_so_are_ISO_dates_beside_it(string format, string cell)
    {
        var declared = DateReading.Create(format, null, out var problem);

        Assert.Null(problem);
        Assert.Equal(new LocalDate(2025, 4, 3), Read(cell, declared).Date.Day(Berlin));
        Assert.Equal(new LocalDate(2025, 4, 3), Read("2025-04-03", declared).Date.Day(Berlin));
        Assert.Equal(RosterRule.DateUnreadable, Read("4/3/2025 1", declared).Rule);
    }

    [Fact]
    public void A_format_that_is_none_is_a_problem_and_not_an_exception()
    {
        _ = DateReading.Create("dd/MM/yyyy '", null, out var problem);

        Assert.NotNull(problem);
    }

    [Theory]
    [InlineData("de-DE", DateOrder.DayFirst)]
    [InlineData("en-US", DateOrder.MonthFirst)]
    [InlineData("en-GB", DateOrder.DayFirst)]
    [InlineData("sv-SE", null)]
    public void A_declared_culture_implies_the_order_that_it_writes(string culture, DateOrder? order) =>
        Assert.Equal(order, DateReading.Create(null, CultureInfo.GetCultureInfo(culture), out _).Order);

    private static (RosterDate Date, string? Rule) Read(string cell, DateReading declared)
    {
        var problem = new RosterDateParser(Berlin, declared).Parse(cell, out var date);
        return (date, problem?.Rule);
    }
}
