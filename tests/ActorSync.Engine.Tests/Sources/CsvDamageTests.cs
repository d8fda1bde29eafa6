using System.Text;
using ActorSync.Core.Roster;

namespace ActorSync.Engine.Tests.Sources;

/// <summary>What damaged quotes and outsized fields do to a CSV file: each is a regression test for an upgrade of the parser.</summary>
public class CsvDamageTests
{
    private const string Header = "employee_id,note,status\n";

    [Fact]
    public void A_missing_closing_quote_costs_the_row_and_the_one_that_reveals_it()
    {
        var reading = Files.Read("p.csv", Header + "E1,\"Patient\n\"GDD2\",x,active\nE3,x,active\nE4,x,gone\n");

        Assert.Equal(["2 quote-not-closed", "3 quote-malformed", "5 status-unknown"], reading.Errors());
        Assert.Equal([new EmployeeId("E3")], reading.People.Keys);
        Assert.True(reading.SuspendAbsence);
        Assert.Contains(new EmployeeId("E1"), reading.RejectedPeople);
    }

    [Fact]
    public void Rows_between_the_missing_quote_and_the_next_one_are_unharmed()
    {
        var reading = Files.Read("p.csv", Header + "E1,\"Patient,active\nE2,x,active\nE3,y,gone\nE4,\"Ok\",active\nE5,z,active\n");

        Assert.Equal(["2 quote-not-closed", "4 status-unknown", "5 quote-malformed"], reading.Errors());
        Assert.Equal([new EmployeeId("E2"), new EmployeeId("E5")], reading.People.Keys.Order());
        Assert.Equal(5, reading.Rows.Read);
    }

    [Fact]
    public void A_quote_that_nothing_closes_costs_its_row_alone()
    {
        var rows = string.Concat(Enumerable.Range(2, 3_000).Select(i => $"E{i},x,active\n"));

        var reading = Files.Read("p.csv", Header + "E1,\"Patient,active\n" + rows);

        Assert.Equal(["2 quote-not-closed"], reading.Errors());
        Assert.Equal(3_000, reading.People.Count);
        Assert.Empty(reading.Holds);
    }

    [Fact]
    public void A_quote_that_nothing_closes_costs_its_row_alone_even_where_more_follows_than_one_record_may_hold()
    {
        var row = new string('x', 1_000);
        var rows = string.Concat(Enumerable.Range(2, 9_000).Select(i => $"E{i},{row},active\n"));

        var reading = Files.Read("p.csv", Header + "E1,\"Patient,active\r\n" + rows + "E0,x,gone\n");

        Assert.Equal(["2 quote-not-closed", "9003 status-unknown"], reading.Errors());
        Assert.Equal(9_000, reading.People.Count);
    }

    [Fact]
    public void A_quote_that_is_open_where_the_file_ends_without_a_line_break_looks_cut_off()
    {
        var reading = Files.Read("p.csv", Header + "E1,x,active\nE2,\"half a no");

        Assert.Equal(["file-truncated"], reading.Held());
        Assert.Equal([new EmployeeId("E1")], reading.People.Keys);
    }

    [Fact]
    public void Text_after_a_closing_quote_costs_its_row_and_a_quote_within_a_plain_field_costs_nothing()
    {
        var reading = Files.Read("p.csv", Header + "E1,\"ab\"c,active\nE2,5\" screen,active\nE3, \"spaced\" ,active\n");

        Assert.Equal(["2 quote-malformed"], reading.Errors());
        Assert.Equal([new EmployeeId("E2"), new EmployeeId("E3")], reading.People.Keys.Order());
        Assert.Contains(new EmployeeId("E1"), reading.RejectedPeople);
    }

    [Fact]
    public void Quoted_delimiters_line_breaks_quotes_and_number_signs_are_text()
    {
        var reading = Files.Read("p.csv", Header + "E1,\"a,b;c\"\"d\"\"\n# no comment\n\",active\nE2,x,gone\n");

        Assert.Equal(["5 status-unknown"], reading.Errors());
        Assert.Single(reading.People);
    }

    [Theory]
    [InlineData(6_000)]
    [InlineData(70_000)]
    [InlineData(2_000_000)]
    public void A_long_field_is_read(int length)
    {
        var reading = Files.Read("p.csv", Header + $"E1,{new string('x', length)},active\nE2,\"{new string('ü', length)}\",active\n");

        Assert.Equal(2, reading.People.Count);
        Assert.Empty(reading.Findings.Where(finding => finding.Severity == FindingSeverity.Error));
    }

    [Fact]
    public void A_field_above_the_limit_is_rejected_by_its_name_and_the_next_row_is_unharmed()
    {
        var reading = Files.Read("p.csv", Header + $"E1,{new string('x', 20_000_000)},active\nE2,x,active\n");

        Assert.Equal(["2 row-too-large"], reading.Errors());
        Assert.Equal([new EmployeeId("E2")], reading.People.Keys);
        Assert.Contains(new EmployeeId("E1"), reading.RejectedPeople);
    }

    [Fact]
    public void NUL_characters_cost_their_row()
    {
        var filler = string.Concat(Enumerable.Range(10, 800).Select(i => $"E{i},x,active\n"));

        var reading = Files.Read("p.csv", Header + filler + "E1,a\0b,active\nE2,x,active\n");

        Assert.Equal(["802 control-character"], reading.Errors());
        Assert.Contains(new EmployeeId("E1"), reading.RejectedPeople);
    }

    [Fact]
    public void Bytes_of_a_mark_after_a_damaged_row_are_not_taken_for_one()
    {
        var bytes = Encoding.UTF8.GetBytes(Header + "E1,\"x\n").Concat(new byte[] { 0xFF, 0xFE }).Concat("E2,x,active\nE3,x,active\n"u8.ToArray()).ToArray();

        var reading = Files.Read("p.csv", bytes);

        Assert.Equal(["2 quote-not-closed", "3 text-undecodable"], reading.Errors());
        Assert.Equal([new EmployeeId("E3")], reading.People.Keys);
    }
}
