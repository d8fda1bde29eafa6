using System.Globalization;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Sources;

public class CsvRosterTests
{
    private const string People = "employee_id,email,status,skills,certifications\n"
        + "E1,ana@example.com,active,Billing:3;Spanish:1,PCI|2024-01-15|2025-01-15|renew\n"
        + "E2,,on leave,{empty},\n";

    [Fact]
    public void A_person_sheet_is_read()
    {
        var reading = Files.Read("people.csv", People);

        Assert.Equal(new RowCounts(2, 2, 0, 0, 0), reading.Rows);
        Assert.Empty(reading.Holds);
        Assert.Empty(reading.Findings);
        Assert.Equal("ana@example.com", reading.People[new("E1")].Email);
        Assert.Equal(2, reading.People[new("E1")].Skills.Items.Length);
        Assert.Equal(EmploymentStatus.OnLeave, reading.People[new("E2")].Status);
        Assert.Equal(SheetKind.Person, reading.Files[0].Kind);
        Assert.Contains("delimiter ,", reading.Files[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_three_sheets_join()
    {
        var reading = Files.Read(
            [
                Files.Input("people.csv", "employee_id,email\nE1,ana@example.com\n"),
                Files.Input("skills.csv", "employee_id,skill,level,effective_date,end_date\nE1,Billing,3,2025-01-01,2025-06-30\n"),
                Files.Input("certifications.csv", "employee_id,certification,issued_on,expires_on,renewal\nE1,PCI,2024-01-15,,extend:30\n"),
            ]);

        Assert.Equal(new RowCounts(3, 3, 0, 0, 0), reading.Rows);
        Assert.Equal([SheetKind.Person, SheetKind.Skill, SheetKind.Certification], reading.Files.Select(file => file.Kind));
        Assert.Equal(new Renewal.Extend(30), reading.People[new("E1")].Certifications.Items[0].Renewal);
    }

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    public void The_delimiter_is_decided_by_the_names_of_the_columns_and_not_by_counts(string delimiter)
    {
        // More commas stand in the cells than delimiters in the header.
        var text = $"Name{delimiter}Employee ID{delimiter}Status\n\"Doe, Jane, Dr., PhD, MBA, X\"{delimiter}E1{delimiter}active\n";

        var reading = Files.Read("people.csv", text);

        Assert.Equal([new EmployeeId("E1")], reading.People.Keys);
    }

    [Fact]
    public void A_header_that_two_delimiters_can_read_holds_the_file_and_a_declared_one_settles_it()
    {
        const string text = "employee_id,status;employee_id;skills\nE1,active;E1;Billing:3\n";

        Assert.Contains(RosterRule.DelimiterAmbiguous, Files.Read("people.csv", text).Held());
        Assert.DoesNotContain(RosterRule.DelimiterAmbiguous, Files.Read("people.csv", text, new SourceOptions { Delimiter = ';' }).Held());
    }

    [Fact]
    public void A_first_line_that_states_the_separator_is_heeded()
    {
        var reading = Files.Read("people.csv", "sep=;\nemployee_id;status\nE1;gone\n");

        Assert.Equal(["3 status-unknown"], reading.Errors());
    }

    [Fact]
    public void A_mapping_names_the_file_s_own_headers()
    {
        var options = Files.WithColumns(("employee_id", "Worker  ID"), ("email", "work_email"));

        var reading = Files.Read("people.csv", "worker-id,Work Email,Department\nE1,ana@example.com,Sales\n", options);

        Assert.Equal("ana@example.com", reading.People[new("E1")].Email);
        Assert.Contains("employee_id from 'worker-id'", reading.Files[0].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_nobody_knows_are_listed_in_one_notice()
    {
        var reading = Files.Read("people.csv", "employee_id,Department,Cost Center\nE1,Sales,42\n");

        var finding = Assert.Single(reading.Findings);
        Assert.Equal((RosterRule.ColumnsIgnored, FindingSeverity.Notice), (finding.Rule, finding.Severity));
        Assert.Contains("Department, Cost Center", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_column_holds_the_file_and_shows_the_columns_that_are_there()
    {
        var reading = Files.Read("people.csv", "Worker,status\nE1,active\n");

        var hold = Assert.Single(reading.Holds);
        Assert.Equal((RosterRule.KeyColumnMissing, false), (hold.Rule, hold.CanBeAccepted));
        Assert.Contains("'Worker'", hold.Message, StringComparison.Ordinal);
        Assert.Empty(reading.People);
    }

    [Fact]
    public void Known_columns_that_stand_twice_hold_the_file() =>
        Assert.Equal(["columns-duplicate!", "columns-duplicate!"], Files.Read("s.csv", "employee_id,Skill,Level,Skill,Level\nE1,Billing,3,Spanish,2\n").Held());

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\n  \n")]
    [InlineData("# nothing yet\n")]
    [InlineData("employee_id,status\n")]
    [InlineData("employee_id,status\n\n# a comment\n")]
    public void A_file_without_data_rows_is_held_for_good(string text) => Assert.Equal(["file-empty!"], Files.Read("people.csv", text).Held());

    [Fact]
    public void Blank_lines_and_comments_are_no_rows_but_count_as_lines()
    {
        var reading = Files.Read("people.csv", "# exported today\n\nemployee_id,status\n\n   \n#E0,active\nE1,gone\n");

        Assert.Equal(1, reading.Rows.Read);
        Assert.Equal(["7 status-unknown"], reading.Errors());
    }

    [Fact]
    public void Line_numbers_count_line_breaks_in_quotes_and_every_kind_of_line_break()
    {
        var reading = Files.Read("people.csv", "\uFEFFemployee_id,note,status\r\nE1,\"two\r\nlines\",active\r\nE2,x,gone\rE3,y,gone\nE4,z,gone");

        Assert.Equal(["4 status-unknown", "5 status-unknown", "6 status-unknown"], reading.Errors());
    }

    [Fact]
    public void Rows_with_too_few_or_too_many_fields_are_rejected_with_their_key()
    {
        var reading = Files.Read("people.csv", "employee_id,email,status\nE1,a@x.com\nE2,a,b@x.com,active\nE3,c@x.com,active\n");

        Assert.Equal(["2 fields-too-few", "3 fields-too-many"], reading.Errors());
        Assert.Equal([new EmployeeId("E3")], reading.People.Keys);
        Assert.Equal([new EmployeeId("E1"), new EmployeeId("E2")], reading.RejectedPeople.Order());
        Assert.False(reading.SuspendAbsence);
        Assert.Equal("E1,a@x.com", reading.Findings[0].Raw);
    }

    [Fact]
    public void Where_the_key_is_not_in_front_a_ragged_row_may_have_moved_it()
    {
        var reading = Files.Read("people.csv", "email,employee_id,status\na,b@x.com,E2,active\n");

        Assert.True(reading.SuspendAbsence);
        Assert.Empty(reading.RejectedPeople);
    }

    [Fact]
    public void A_second_header_line_is_no_row()
    {
        var options = Files.WithColumns(("employee_id", "USERID"), ("email", "EMAIL"));

        var reading = Files.Read("sap.csv", "STATUS,USERID,EMAIL\nSTATUS,USERID,Email\nActive,100231,j@example.com\n", options);

        Assert.Equal(new RowCounts(1, 1, 0, 0, 0), reading.Rows);
        Assert.Contains(reading.Findings, finding => finding is { Rule: RosterRule.HeaderRepeated, Line: 2 });
    }

    [Fact]
    public void A_last_row_that_is_cut_off_holds_the_file_which_can_be_accepted()
    {
        var reading = Files.Read("people.csv", "employee_id,email,status\nE1,a@x.com,active\nE2,b@x");

        Assert.Equal(["file-truncated"], reading.Held());
        Assert.Equal(["3 fields-too-few"], reading.Errors());
        Assert.Empty(Files.Read("people.csv", "employee_id,email,status\nE1,a@x.com,active").Holds);
        Assert.Empty(Files.Read("people.csv", "employee_id,email,status\nE1,a@x.com,active\nE2,b@x\n").Holds);
    }

    [Fact]
    public void Columns_of_two_sheets_in_one_file_hold_it() =>
        Assert.Equal(["sheet-unclear!"], Files.Read("x.csv", "employee_id,skill,certification\nE1,Billing,PCI\n").Held());

    [Fact]
    public void Levels_of_a_German_file_need_its_culture()
    {
        const string text = "employee_id;skill;level\nE1;Billing;3,5\n";

        Assert.Equal(["2 level-separator"], Files.Read("s.csv", text).Errors());
        Assert.Equal("3.5", Files.Read("s.csv", text, new SourceOptions { Culture = CultureInfo.GetCultureInfo("de-DE") }).People[new("E1")].Skills.Items[0].Level.ToString());
    }
}
