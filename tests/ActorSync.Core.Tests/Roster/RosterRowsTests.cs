using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Core.Tests.Roster;

/// <summary>Rows at the limits, and rows that could not be read at all.</summary>
public class RosterRowsTests
{
    private readonly RosterJoin _join = new(Given.Context(SourceMode.Full));

    [Fact]
    public void A_row_that_could_not_be_read_is_its_person_s_where_its_id_can_be_trusted()
    {
        var file = _join.OpenFile("skills.csv");
        file.Begin(SheetKind.Skill, hasCompactCells: false);
        file.RejectRow(3, "level", RosterRule.FieldsTooMany, "The row has too many fields.", new string('x', 300), " E1 ");

        var reading = _join.Complete();

        var finding = Assert.Single(reading.Findings);
        Assert.Equal(("skills.csv", 3, "level", RosterRule.FieldsTooMany, "The row has too many fields."), (finding.File, finding.Line, finding.Column, finding.Rule, finding.Message));
        Assert.Equal(new string('x', RosterLimits.RawLength - 1) + "…", finding.Raw);
        Assert.Equal(new RowCounts(1, 0, 1, 0, 0), reading.Rows);
        Assert.Equal([new EmployeeId("E1")], reading.RejectedPeople);
        Assert.Equal((false, false, false), (reading.SuspendAbsence, reading.SuspendSkillRemoval, reading.SuspendCertificationRemoval));
    }

    [Theory]
    [InlineData("", SheetKind.Person)]
    [InlineData("{empty}", SheetKind.Skill)]
    [InlineData("E\u00011", SheetKind.Certification)]
    [InlineData(null, SheetKind.Person)] // Too long.
    public void A_row_of_nobody_knows_whom_suspends_absence_and_the_removals_of_its_sheet(string? id, SheetKind kind)
    {
        var file = _join.OpenFile("sheet.csv");
        file.Begin(kind, hasCompactCells: false);
        file.RejectRow(3, string.Empty, RosterRule.RowMalformed, "This is no row.", "raw", id ?? new string('1', RosterLimits.IdLength + 1));

        var reading = _join.Complete();

        Assert.Empty(reading.RejectedPeople);
        Assert.Equal((true, kind == SheetKind.Skill, kind == SheetKind.Certification), (reading.SuspendAbsence, reading.SuspendSkillRemoval, reading.SuspendCertificationRemoval));
    }

    [Fact]
    public void An_id_of_just_the_longest_length_can_be_trusted()
    {
        var id = new string('1', RosterLimits.IdLength);
        var file = _join.OpenFile("sheet.csv");
        file.Begin(SheetKind.Person, hasCompactCells: false);
        file.RejectRow(3, string.Empty, RosterRule.RowMalformed, "This is no row.", "raw", id);

        Assert.Equal([new EmployeeId(id)], _join.Complete().RejectedPeople);
    }

    [Fact]
    public void A_text_is_never_cut_within_a_character()
    {
        var file = _join.OpenFile("people.csv");
        file.Begin(SheetKind.Person, hasCompactCells: true);
        file.RejectRow(2, string.Empty, RosterRule.RowMalformed, "This is no row.", new string('x', RosterLimits.RawLength), "E1");
        file.RejectRow(3, string.Empty, RosterRule.RowMalformed, "This is no row.", new string('x', RosterLimits.RawLength - 2) + "😀yy", "E1");

        Assert.Equal([new string('x', RosterLimits.RawLength), new string('x', RosterLimits.RawLength - 2) + "…"], _join.Complete().Findings.Select(finding => finding.Raw));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(513, true)]
    public void An_e_mail_has_a_longest_length(int length, bool isRejected)
    {
        var reading = ReadEmail(new string('a', length));

        Assert.Equal(isRejected ? ["people.csv:2 email-unreadable"] : [], reading.Errors());
        Assert.Equal(isRejected ? 0 : 1, reading.People.Count);
    }

    [Fact]
    public void An_e_mail_with_a_line_break_rejects_the_row_and_one_of_two_scripts_is_told()
    {
        Assert.Equal(["people.csv:2 email-unreadable"], ReadEmail("a@b\n.com").Errors());
        Assert.Equal(RosterRule.MixedScript, Assert.Single(ReadEmail("аna@example.com").Findings).Rule); // The first letter is Cyrillic.
    }

    [Fact]
    public void A_row_without_any_id_is_rejected_for_that()
    {
        var file = _join.OpenFile("people.csv");
        file.Begin(SheetKind.Person, hasCompactCells: true);
        file.Person.Begin(2);
        file.Person.Status("active");
        file.Person.End();

        var reading = _join.Complete();

        Assert.Equal(["people.csv:2 id-missing"], reading.Errors());
        Assert.Equal((new RowCounts(1, 0, 1, 0, 0), true), (reading.Rows, reading.SuspendAbsence));
    }

    [Theory]
    [InlineData(2_000, 0, false)]
    [InlineData(2_001, 0, true)]
    [InlineData(0, 2_000, false)]
    [InlineData(0, 2_001, true)]
    public void A_row_has_a_limit_of_items_in_either_list(int skills, int certifications, bool isRejected)
    {
        var file = _join.OpenFile("people.json");
        file.Begin(SheetKind.Person, hasCompactCells: false);
        file.Person.Begin(1);
        file.Person.Id("E1");
        for (var number = 0; number < skills; number++)
        {
            file.Person.Skill(new SkillCells { Name = "Billing", Level = "3" });
        }

        for (var number = 0; number < certifications; number++)
        {
            file.Person.Certification(new CertificationCells { Name = "PCI", ExpiresOn = "2030-01-01" });
        }

        file.Person.End();

        Assert.Equal(isRejected ? ["people.json:1 items-too-many"] : [], _join.Complete().Errors());
    }

    [Fact]
    public void Columns_that_are_not_used_are_listed_up_to_a_number()
    {
        var file = _join.OpenFile("people.csv");
        file.Ignore([.. Enumerable.Range(1, 42).Select(number => $"c{number}")]);
        _join.OpenFile("other.csv").Ignore([]);

        var finding = Assert.Single(_join.Complete().Findings);

        Assert.Equal(
            $"Columns that are not used: {string.Join(", ", Enumerable.Range(1, 40).Select(number => $"c{number}"))} and 2 more. If one of them matters, map it with Source:Columns.", finding.Message);
        Assert.Equal((0, RosterRule.ColumnsIgnored, FindingSeverity.Notice), (finding.Line, finding.Rule, finding.Severity));
    }

    [Fact]
    public void Equal_rows_in_two_sheets_count_once_and_the_other_is_superseded()
    {
        _join.Certifications(("E1", "PCI", "", "2030-01-01", ""));
        _join.Certifications(("E1", "PCI", "", "2030-01-01", ""));
        _join.People(("E1", "", "", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(3, 2, 0, 1, 0), reading.Rows);
        Assert.Single(reading.Person().Certifications.Items);
    }

    [Fact]
    public void Equal_values_that_are_written_otherwise_in_two_rows_count_once_too()
    {
        _join.Certifications(("E1", "PCI", "", "2030-01-01", ""), ("E1", "PCI", "", "2030/01/01 00:00", ""));
        _join.People(("E1", "", "", "", ""));

        var reading = _join.Complete();

        Assert.Equal(new RowCounts(3, 2, 0, 1, 0), reading.Rows);
        Assert.Single(reading.Person().Certifications.Items);
    }

    [Fact]
    public void A_certification_without_a_name_is_told()
    {
        var reading = Given.ReadPerson(certifications: "|2024-01-15");

        Assert.Equal(["people.csv:2 name-missing"], reading.Errors());
        Assert.Equal("The certification's name is missing. Write it, or remove the item.", Assert.Single(reading.Findings).Message);
    }

    [Fact]
    public void Accepted_rows_move_to_where_they_end()
    {
        var rows = new RowCounts(10, 9, 1, 0, 0);

        Assert.Equal(new RowCounts(10, 6, 1, 0, 3), rows.MoveToOutOfScope(3));
        Assert.Equal(new RowCounts(10, 7, 3, 0, 0), rows.MoveToRejected(2));
    }

    [Fact]
    public void An_e_mail_is_folded_whatever_its_case_and_form()
    {
        Assert.Equal("zo\u00EB@example.com", new EmailKey(" ZOE\u0308@Example.com ").Value);
        Assert.Equal(string.Empty, default(EmailKey).Value);
        Assert.Equal((string.Empty, string.Empty), (default(EmployeeId).Value, default(HeaderKey).Value));
    }

    [Fact]
    public void A_column_that_a_file_lacks_has_no_place_and_a_mapping_of_a_name_that_nobody_knows_is_none() =>
        Assert.Equal(-1, SheetLayout.Match(["employee_id"], new Dictionary<string, string> { ["nobody knows"] = "employee_id" }).IndexOf(SheetColumn.Email));

    [Fact]
    public void A_header_that_the_mapping_gives_to_another_column_is_not_its_own()
    {
        var layout = SheetLayout.Match(["ID", "email"], new Dictionary<string, string> { ["employee_id"] = "email" });

        Assert.Equal((1, -1), (layout.IndexOf(SheetColumn.EmployeeId), layout.IndexOf(SheetColumn.Email)));
        Assert.Equal(["ID"], layout.Ignored);
    }

    [Fact]
    public void Every_column_has_its_name_in_the_contract_and_is_found_by_it()
    {
        Assert.Equal(
            [
                "employee_id", "email", "status", "skills", "certifications", "skill", "level", "effective_date", "end_date", "certification", "issued_on", "expires_on", "renewal",
            ],
            SheetColumns.All.Select(SheetColumns.NameOf));
        Assert.All(SheetColumns.All, column => Assert.Equal(column, SheetColumns.Find(new HeaderKey(SheetColumns.NameOf(column)))));
    }

    [Theory]
    [InlineData(SheetColumn.EmployeeId, "Employee Number,Employee,Emp ID,Worker ID,Worker,User ID,Personnel Number,Staff ID,Registration Reference,ID")]
    [InlineData(SheetColumn.Email, "Work Email,Email Address,Mail,E-Mail Work,Primary Work Email")]
    [InlineData(SheetColumn.Status, "Worker Status,Employment Status,Employee Status,Employment History Status")]
    [InlineData(SheetColumn.Skills, "Skill List,Skill Set")]
    [InlineData(SheetColumn.Certifications, "Certification List,Certificates")]
    public void A_header_that_hr_systems_use_is_proposed_for_the_column_of_a_person_sheet(SheetColumn column, string headers) => Proposes(column, headers, SheetKind.Person);

    [Theory]
    [InlineData(SheetColumn.Skill, "Skill Name,Competency")]
    [InlineData(SheetColumn.Level, "Skill Level,Proficiency,Proficiency Level,Rating")]
    [InlineData(SheetColumn.EffectiveDate, "Start Date,Valid From,From")]
    [InlineData(SheetColumn.EndDate, "Valid To,Valid Until,To")]
    [InlineData(SheetColumn.Certification, "Certification Name,Certificate,Certificate Name")]
    [InlineData(SheetColumn.IssuedOn, "Issued Date,Issue Date,Issued")]
    [InlineData(SheetColumn.ExpiresOn, "Expiration Date,Expiry Date,Expires,Expiry")]
    [InlineData(SheetColumn.Renewal, "Renewal Action")]
    public void A_header_that_hr_systems_use_is_proposed_for_the_column_of_a_sheet_of_items(SheetColumn column, string headers) => Proposes(column, headers, SheetKind.Skill);

    [Fact]
    public void Where_a_file_was_held_for_its_missing_key_a_header_is_proposed_for_that()
    {
        var file = _join.OpenFile("people.csv");
        file.Found(SheetColumn.EmployeeId); // Another file has it.
        file.Ignore(["Worker ID"]);
        Assert.Empty(SourceSuggestions.For(_join.Complete(), Given.Taxonomy));

        var held = new RosterJoin(Given.Context());
        file = held.OpenFile("people.csv");
        file.Found(SheetColumn.EmployeeId);
        file.Ignore(["Worker ID"]);
        file.Hold(0, string.Empty, RosterRule.KeyColumnMissing, "There is no employee id.", canBeAccepted: false);
        Assert.Equal("employee_id", Assert.Single(SourceSuggestions.For(held.Complete(), Given.Taxonomy)).Proposal);
    }

    [Theory]
    [InlineData("2025-01-31T08:30:00+05", "2025-01-31T03:30:00Z")]
    [InlineData("2025-01-31T08:30:00+18:00", "2025-01-30T14:30:00Z")]
    [InlineData("2025-01-31T08:30:00z", "2025-01-31T08:30:00Z")]
    [InlineData("9999-12-31T23:00:00-05:00", "9999-12-31T00:00:00Z")] // Of the last year only the day counts.
    public void An_offset_may_lack_its_minutes_and_is_at_most_eighteen_hours(string cell, string instant)
    {
        Assert.Null(Parse(cell, out var date));
        Assert.Equal(instant, NodaTime.Text.InstantPattern.ExtendedIso.Format(date.Start(new ZoneRules(DateTimeZone.Utc))));
    }

    [Theory]
    [InlineData("2025-01-31T08:30:00+18:01")]
    [InlineData("2025-01-31T08:30:00+19:00")]
    [InlineData("2025-01-31T08:30:00+05:60")]
    [InlineData("2025-01-31T08:30:00+5")]
    [InlineData("2025-01-31T08:30:00*05:00")]
    [InlineData("2025-01-31T08")]
    [InlineData("2025-01-31T08:3")]
    [InlineData("2025-01-31T08:30:1")]
    [InlineData("2025-01-31T08:30:00.")]
    [InlineData("2025-01-31 08:30 x")]
    [InlineData("2025-01-31x")]
    [InlineData("2025-01/31")]
    [InlineData("31/01-2025")]
    [InlineData("31/01/2025 8")]
    public void What_only_begins_like_a_date_cannot_be_read(string cell) => Assert.Equal(RosterRule.DateUnreadable, Parse(cell, out _)?.Rule);

    [Fact]
    public void Three_numbers_with_a_time_are_that_second_of_the_day_and_in_the_last_year_the_day()
    {
        var zone = new ZoneRules(DateTimeZone.Utc);

        Assert.Null(Parse("31/01/2025 08:30:15", out var timed));
        Assert.Null(Parse("31/12/9999 23:59", out var never));
        Assert.Equal(Given.Utc(2025, 1, 31, 8, 30) + Duration.FromSeconds(15), timed.InOrder(DateOrder.DayFirst, zone).Start(zone));
        Assert.Equal(Given.Utc(9999, 12, 31), never.InOrder(DateOrder.DayFirst, zone).Start(zone));
        Assert.Throws<InvalidOperationException>(() => timed.Start(zone));
        Assert.Throws<InvalidOperationException>(() => timed.Day(zone));
    }

    private static CellProblem? Parse(string cell, out RosterDate date) => new RosterDateParser(new ZoneRules(DateTimeZone.Utc), DateReading.Undeclared).Parse(cell, out date);

    private static void Proposes(SheetColumn column, string headers, SheetKind kind) => Assert.All(headers.Split(','), header =>
    {
        var join = new RosterJoin(Given.Context());
        var file = join.OpenFile("sheet.csv");
        file.Begin(kind, hasCompactCells: false);
        file.Ignore([header]);

        Assert.Equal(SheetColumns.NameOf(column), Assert.Single(SourceSuggestions.For(join.Complete(), Given.Taxonomy)).Proposal);
    });

    private static RosterReading ReadEmail(string email)
    {
        var join = new RosterJoin(Given.Context());
        join.People(("E1", email, "", "", ""));
        return join.Complete();
    }
}
