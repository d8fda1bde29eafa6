using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Tests.Roster;

public class RosterJoinTests
{
    private readonly RosterJoin _join = new(Given.Context());

    [Fact]
    public void Files_join_on_the_employee_id_wherever_their_rows_stand()
    {
        _join.Skills(("E2", "Billing", "2", "", ""), ("E1", "Billing", "3", "", ""));
        _join.People(("E1", "ana@example.com", "active", "", ""), ("E3", "", "", "", ""));
        _join.Certifications(("E1", "PCI", "2024-01-15", "", ""));

        var reading = _join.Complete();

        Assert.Equal(["Billing=3"], reading.Person("E1").Skills.Items());
        Assert.Equal("ana@example.com", reading.Person("E1").Email);
        Assert.Single(reading.Person("E1").Certifications.Items);
        Assert.Equal(3, reading.Person("E1").AcceptedRows);
        Assert.Equal(new RowRef(0, 3), reading.Person("E1").First);
        Assert.Equal(["Billing=2"], reading.Person("E2").Skills.Items());
        Assert.Equal(Statement.NotStated, reading.Person("E3").Skills.Statement);
        Assert.Equal(new RowCounts(5, 5, 0, 0, 0), reading.Rows);
    }

    [Fact]
    public void An_unknown_status_rejects_the_row_and_not_the_items()
    {
        _join.People(("E1", "", "gone", "Billing:3", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(1, 0, 1, 0, 0), reading.Rows);
        Assert.Empty(reading.People);
        Assert.Equal([new EmployeeId("E1")], reading.RejectedPeople);
        Assert.Equal(["people.csv:2 status-unknown"], reading.Errors());
        Assert.False(reading.SuspendAbsence);
    }

    [Fact]
    public void An_inactive_row_is_accepted_here_with_its_status() =>
        Assert.Equal(EmploymentStatus.Inactive, Given.ReadPerson(status: "Inactive").Person().Status);

    [Fact]
    public void A_row_of_a_skill_sheet_is_the_item_and_counts_among_the_rows()
    {
        _join.Skills(("E1", "Billing", "9", "", ""), ("E1", "Spanish", "2", "", ""), ("E1", "Nope", "2", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(3, 1, 2, 0, 0), reading.Rows);
        Assert.Equal(0, reading.ItemsRejected);
        Assert.Equal(["skills.csv:2 level-out-of-range", "skills.csv:4 skill-undeclared"], reading.Errors());
        Assert.Equal([new SkillName("Billing")], reading.Person().Skills.Untouched);
        Assert.True(reading.Person().Skills.HasUnknownName);
        Assert.True(reading.Person().HasRejectedRow);
        Assert.Contains(new EmployeeId("E1"), reading.RejectedPeople);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{empty}")]
    [InlineData("E\n1")]
    public void A_row_without_a_readable_key_suspends_what_the_missing_person_could_lose(string id)
    {
        _join.People((id, "", "", "", ""));
        Assert.Equal((true, false, false), Suspended(_join.Complete()));

        var skills = new RosterJoin(Given.Context());
        skills.Skills((id, "Billing", "3", "", ""));
        Assert.Equal((true, true, false), Suspended(skills.Complete()));

        var certifications = new RosterJoin(Given.Context());
        certifications.Certifications((id, "PCI", "", "", ""));
        Assert.Equal((true, false, true), Suspended(certifications.Complete()));
    }

    [Fact]
    public void Equal_duplicates_are_superseded_and_one_stays()
    {
        _join.People(("E1", "Ana@x.com", "active", "Billing:3;Spanish:1", ""), ("E1", "ana@X.com", "Active", "Spanish:1;Billing:3.0", ""));
        _join.Skills(("E2", "Billing", "3", "", ""), ("E2", "Billing", "3.0", "", ""), ("E2", "Billing", "3", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(5, 2, 0, 3, 0), reading.Rows);
        Assert.Equal(1, reading.Person("E2").AcceptedRows);
        Assert.False(reading.Person("E1").HasRejectedRow);
    }

    [Fact]
    public void Duplicates_with_the_same_bad_item_count_the_item_once()
    {
        _join.People(("E1", "", "", "Nope:3", ""), ("E1", "", "", "Nope:3", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(2, 1, 0, 1, 0), reading.Rows);
        Assert.Equal(1, reading.ItemsRejected);
    }

    [Fact]
    public void Rows_of_one_person_that_contradict_each_other_are_all_rejected_duplicates_included()
    {
        _join.People(("E1", "", "active", "", ""), ("E1", "", "terminated", "", ""), ("E1", "", "active", "", ""), ("E2", "", "", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(4, 1, 3, 0, 0), reading.Rows);
        Assert.Equal(["people.csv:2 rows-contradict", "people.csv:3 rows-contradict", "people.csv:4 rows-contradict"], reading.Errors());
        Assert.Equal([new EmployeeId("E2")], reading.People.Keys);
    }

    [Fact]
    public void Person_rows_that_complete_each_other_do_not_contradict()
    {
        _join.People(("E1", "ana@example.com", "", "", ""), ("E1", "", "on leave", "Billing:3", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(2, 2, 0, 0, 0), reading.Rows);
        Assert.Equal(("ana@example.com", EmploymentStatus.OnLeave), (reading.Person().Email, reading.Person().Status));
        Assert.Equal(["Billing=3"], reading.Person().Skills.Items());
    }

    [Fact]
    public void Sheet_rows_of_one_name_whose_validity_overlaps_contradict_where_their_levels_differ()
    {
        _join.Skills(
            ("E1", "Billing", "3", "2025-01-01", "2025-06-30"),
            ("E1", "Billing", "4", "2025-06-30", ""),
            ("E1", "Spanish", "2", "", ""),
            ("E1", "Billing", "3", "2025-01-01", "2025-06-30"));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(4, 1, 3, 0, 0), reading.Rows);
        Assert.Equal(["Spanish=2"], reading.Person().Skills.Items());
        Assert.Equal([new SkillName("Billing")], reading.Person().Skills.Untouched);
    }

    [Fact]
    public void Sheet_rows_of_one_name_that_follow_each_other_both_stand()
    {
        _join.Skills(("E1", "Billing", "4", "2025-07-01", ""), ("E1", "Billing", "3", "", "2025-06-30"));

        var skills = _join.Complete().Person().Skills;

        Assert.Equal(["Billing=3", "Billing=4"], skills.Items());
        Assert.Equal(Given.Utc(2025, 7, 1), skills.Items[0].Until);
        Assert.Equal(Given.Utc(2025, 7, 1), skills.Items[1].From);
    }

    [Fact]
    public void A_person_row_and_a_sheet_row_that_differ_contradict_each_other()
    {
        _join.People(("E1", "ana@example.com", "", "Billing:3", ""));
        _join.Skills(("E1", "Billing", "4", "", ""), ("E1", "Spanish", "2", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(3, 1, 2, 0, 0), reading.Rows);
        Assert.Equal(["Spanish=2"], reading.Person().Skills.Items());
        Assert.True(reading.Person().HasRejectedRow);
        Assert.Null(reading.Person().Email);
    }

    [Fact]
    public void A_person_row_and_a_sheet_row_that_agree_state_the_value_once()
    {
        _join.People(("E1", "", "", "Billing:3", ""));
        _join.Skills(("E1", "Billing", "3.0", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(2, 2, 0, 0, 0), reading.Rows);
        Assert.Equal(["Billing=3"], reading.Person().Skills.Items());
    }

    [Theory]
    [InlineData("{empty}", "3", 2)]
    [InlineData("{empty}", "0", 0)]
    [InlineData("&&NO_OVERWRITE&&", "3", 2)]
    [InlineData("&&NO_OVERWRITE&&", "&&NO_OVERWRITE&&", 0)]
    public void A_person_row_that_says_none_or_leave_as_is_contradicts_a_sheet_row_with_a_value(string cell, string level, int rejected)
    {
        _join.People(("E1", "", "", cell, ""));
        _join.Skills(("E1", "Billing", level, "", ""));

        Assert.Equal(rejected, _join.Complete().Rows.Rejected);
    }

    [Fact]
    public void Leave_as_is_stays_so_beside_sheet_rows_that_leave_as_is()
    {
        _join.People(("E1", "", "", "&&NO_OVERWRITE&&", ""));
        _join.Skills(("E1", "Billing", "&&NO_OVERWRITE&&", "", ""));

        Assert.Equal(Statement.LeaveAsIs, _join.Complete().Person().Skills.Statement);
    }

    [Fact]
    public void Two_rows_for_one_certification_that_differ_contradict()
    {
        _join.Certifications(("E1", "PCI", "2023-01-15", "2024-01-15", ""), ("E1", "PCI", "2024-01-15", "2025-01-15", ""), ("E1", "HIPAA", "2024-01-15", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(3, 1, 2, 0, 0), reading.Rows);
        Assert.Equal([new CertificationName("PCI")], reading.Person().Certifications.Untouched);
    }

    [Fact]
    public void The_last_day_of_the_last_year_means_never()
    {
        _join.Skills(("E1", "Billing", "3", "2025-01-01", "9999-12-31"));

        Assert.Null(Assert.Single(_join.Complete().Person().Skills.Items).Until);
    }

    [Fact]
    public void An_end_before_the_start_is_rejected()
    {
        _join.Skills(("E1", "Billing", "3", "2025-02-01", "2025-01-31"), ("E1", "Spanish", "3", "2025-02-01", "2025-02-01"));

        Assert.Equal(["skills.csv:2 dates-reversed"], _join.Complete().Errors());
    }

    [Fact]
    public void Effective_and_end_dates_name_whole_days_of_the_source_s_zone()
    {
        var join = new RosterJoin(Given.Context(zone: "Europe/Berlin"));
        join.Skills(("E1", "Billing", "3", "2025-03-30", "2025-03-30T10:00:00"));

        var item = Assert.Single(join.Complete().Person().Skills.Items);

        Assert.Equal(Given.Utc(2025, 3, 29, 23), item.From);
        Assert.Equal(Given.Utc(2025, 3, 30, 22), item.Until);
    }

    [Fact]
    public void Mixed_scripts_in_an_id_or_an_e_mail_are_a_warning_and_reject_nothing()
    {
        _join.People(("E\u04301a", "j\u0430ne@example.com", "", "", ""), ("E2", "jürgen@example.com", "", "", ""));

        var reading = _join.Complete();

        Assert.Equal(2, reading.Findings.Count(finding => finding is { Rule: RosterRule.MixedScript, Severity: FindingSeverity.Warning, Line: 2 }));
        Assert.Equal(2, reading.Rows.Accepted);
    }

    [Fact]
    public void Composed_and_decomposed_ids_are_one_person()
    {
        _join.Skills(("J\u00FC1", "Billing", "3", "", ""), ("Ju\u03081", "Spanish", "2", "", ""));

        Assert.Single(_join.Complete().People);
    }

    [Fact]
    public void An_id_that_lost_its_leading_zeros_is_proposed_padded_and_never_changed()
    {
        _join.People([.. Enumerable.Range(0, 20).Select(i => ($"00{i + 100}", "", "", "", "")), ("123", "", "", "", "")]);

        var reading = _join.Complete();

        var finding = Assert.Single(reading.Findings);
        Assert.Equal((RosterRule.IdWidth, FindingSeverity.Warning, 22), (finding.Rule, finding.Severity, finding.Line));
        Assert.Contains("'00123'", finding.Message, StringComparison.Ordinal);
        Assert.Contains(new EmployeeId("123"), reading.People.Keys);
    }

    [Fact]
    public void Ids_of_many_widths_are_no_warning()
    {
        _join.People([.. Enumerable.Range(1, 50).Select(i => ($"{i}", "", "", "", ""))]);

        Assert.Empty(_join.Complete().Findings);
    }

    [Fact]
    public void More_rows_of_one_person_than_the_limit_are_rejected_and_counted()
    {
        Assert.SkipWhen(Cases.AreFew, "Two thousand rows of one person are each compared with every other, and nearly every mutant of the folder would meet them.");

        _join.Skills([.. Enumerable.Range(0, RosterLimits.RowsPerPerson + 5).Select(i => ("E1", "Billing", "3", Day(2 * i), Day(2 * i)))]);

        var reading = _join.Complete();

        Assert.Equal(5, reading.Rows.Rejected);
        Assert.All(reading.Errors(), error => Assert.EndsWith(RosterRule.RowsTooMany, error, StringComparison.Ordinal));

        static string Day(int days) => NodaTime.Text.LocalDatePattern.Iso.Format(new NodaTime.LocalDate(2000, 1, 1).PlusDays(days));
    }

    [Fact]
    public void Findings_come_in_file_and_line_order_and_the_rest_is_counted()
    {
        _join.Skills([.. Enumerable.Range(0, RosterReading.FindingLimit + 10).Select(i => ($"E{i}", "Nope", "3", "", ""))]);

        var reading = _join.Complete();

        Assert.Equal(RosterReading.FindingLimit, reading.Findings.Length);
        Assert.Equal(Enumerable.Range(2, RosterReading.FindingLimit), reading.Findings.Select(finding => finding.Line));
        Assert.Equal(10, reading.FindingsOmitted);
    }

    private static (bool Absence, bool Skills, bool Certifications) Suspended(RosterReading reading) =>
        (reading.SuspendAbsence, reading.SuspendSkillRemoval, reading.SuspendCertificationRemoval);
}
