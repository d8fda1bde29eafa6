using System.Globalization;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Sources;

public class JsonRosterTests
{
    [Fact]
    public void A_person_in_full_is_read()
    {
        var reading = Files.Read(
            "people.json",
            """
            [
              {
                "employeeId": "007", "email": "ana@example.com", "status": "on leave", "department": { "name": "Sales" },
                "skills": [ { "name": "Billing", "level": 3.5, "effectiveDate": "2025-01-01", "endDate": "2025-06-30" }, { "name": "Spanish", "level": "2", "since": 1 } ],
                "certifications": [ { "name": "PCI", "issuedOn": "2024-01-15", "expiresOn": "2025-01-15", "renewal": "renew" } ]
              }
            ]
            """);

        var person = reading.People[new("007")];
        Assert.Equal(["Billing", "Spanish"], person.Skills.Items.Select(item => item.Name.Value));
        Assert.Equal(new Level(3.5m), person.Skills.Items[0].Level);
        Assert.Equal(new Renewal.Renew(), person.Certifications.Items[0].Renewal);
        Assert.Equal(new RowRef(0, 1), person.First);
        Assert.Empty(reading.Holds);
        var notice = Assert.Single(reading.Findings);
        Assert.Contains("department, skills.since", notice.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", Statement.NotStated)]
    [InlineData(", \"skills\": null", Statement.NotStated)]
    [InlineData(", \"skills\": \"\"", Statement.NotStated)]
    [InlineData(", \"skills\": []", Statement.Stated)]
    [InlineData(", \"skills\": \"{empty}\"", Statement.Stated)]
    [InlineData(", \"skills\": \"&&NO_OVERWRITE&&\"", Statement.LeaveAsIs)]
    public void Null_and_missing_say_nothing_an_empty_array_says_none(string property, Statement statement)
    {
        var person = Files.Read("p.json", $$"""[{"employeeId":"E1"{{property}}}]""").People[new("E1")];

        Assert.Equal((statement, 0), (person.Skills.Statement, person.Skills.Items.Length));
    }

    [Fact]
    public void A_number_as_an_id_is_taken_as_it_stands_with_a_warning()
    {
        var reading = Files.Read("p.json", """[{"employeeId":123}]""");

        Assert.Contains(new EmployeeId("123"), reading.People.Keys);
        Assert.Equal((RosterRule.IdIsNumber, FindingSeverity.Warning), (reading.Findings[0].Rule, reading.Findings[0].Severity));
    }

    [Theory]
    [InlineData("""{"employeeId":"E1","employeeId":"E2"}""", RosterRule.RowMalformed)]
    [InlineData("""{"employeeId":"E1","email":5}""", RosterRule.WrongType)]
    [InlineData("""{"employeeId":"E1","status":["active"]}""", RosterRule.WrongType)]
    [InlineData("""{"employeeId":"E1","status":"gone"}""", RosterRule.StatusUnknown)]
    [InlineData("""{"employeeId":"E1","email":"\ud800"}""", RosterRule.TextUndecodable)]
    [InlineData("""{"employeeId":null}""", RosterRule.IdMissing)]
    [InlineData("""{"email":"a@x.com"}""", RosterRule.IdMissing)]
    [InlineData("""{"employeeId":true}""", RosterRule.IdMissing)]
    [InlineData("\"E1\"", RosterRule.WrongType)]
    [InlineData("null", RosterRule.WrongType)]
    [InlineData("{'employeeId':'E1'}", RosterRule.RowMalformed)]
    [InlineData("""{"employeeId":"E1",}""", RosterRule.RowMalformed)]
    public void A_bad_element_is_rejected_by_its_number_and_the_next_is_unharmed(string element, string rule)
    {
        var reading = Files.Read("p.json", $$"""[{"employeeId":"E0"}, {{element}}, {"employeeId":"E9"}]""");

        Assert.Equal([$"2 {rule}"], reading.Errors());
        Assert.Equal([new EmployeeId("E0"), new EmployeeId("E9")], reading.People.Keys.Order());
    }

    [Theory]
    [InlineData("""{"name":"Billing","level":9}""", RosterRule.LevelOutOfRange)]
    [InlineData("""{"name":"Billing","level":true}""", RosterRule.ItemMalformed)]
    [InlineData("""{"name":"Billing","name":"Billing","level":3}""", RosterRule.ItemMalformed)]
    [InlineData("""{"name":null,"level":3}""", RosterRule.NameMissing)]
    [InlineData("""{"level":3}""", RosterRule.NameMissing)]
    [InlineData("\"Billing\"", RosterRule.ItemMalformed)]
    [InlineData("[]", RosterRule.ItemMalformed)]
    public void A_bad_item_is_rejected_with_its_raw_text_and_the_person_stays(string item, string rule)
    {
        var reading = Files.Read("p.json", $$"""[{"employeeId":"E1","skills":[{{item}},{"name":"Spanish","level":3e0}]}]""");

        Assert.Equal([$"1 {rule}"], reading.Errors());
        Assert.Equal(item, reading.Findings[0].Raw);
        Assert.Equal(["Spanish"], reading.People[new("E1")].Skills.Items.Select(skill => skill.Name.Value));
        Assert.Equal(1, reading.ItemsRejected);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[{\"employeeId\":\"E1\"}")]
    [InlineData("[{\"employeeId\":\"E1\"},")]
    [InlineData("[{\"employeeId\":\"E1\"},{\"employeeId\":\"E2")]
    public void An_array_that_is_cut_off_is_held_for_good(string text) => Assert.Contains("file-truncated!", Files.Read("p.json", text).Held());

    [Fact]
    public void Two_elements_without_a_comma_are_one_bad_element()
    {
        var reading = Files.Read("p.json", "[{\"employeeId\":\"E1\"}{\"employeeId\":\"E2\"},{\"employeeId\":\"E3\"}]");

        Assert.Equal(["1 row-malformed"], reading.Errors());
        Assert.Equal([new EmployeeId("E3")], reading.People.Keys);
    }

    [Theory]
    [InlineData("[{\"employeeId\":\"E1\"},]")]
    [InlineData("[{\"employeeId\":\"E1\"},,{\"employeeId\":\"E2\"}]")]
    [InlineData("[{\"employeeId\":\"E1\"}] trailing")]
    public void An_array_that_is_malformed_between_its_elements_is_held_for_good(string text) =>
        Assert.Equal(["file-malformed!"], Files.Read("p.json", text).Held());

    [Fact]
    public void An_empty_array_is_an_empty_file() => Assert.Equal(["file-empty!"], Files.Read("p.json", " [ ] ").Held());

    [Fact]
    public void Nobody_with_a_key_holds_the_file() => Assert.Contains("key-column-missing!", Files.Read("p.json", """[{"id":"E1"},{"id":"E2"}]""").Held());

    [Fact]
    public void A_mapping_names_the_file_s_own_properties()
    {
        var reading = Files.Read("p.json", """[{"employeeNumber":"0042","workEmail":"a@x.com"}]""", Files.WithColumns(("employee_id", "Employee Number"), ("email", "work_email")));

        Assert.Equal("a@x.com", reading.People[new("0042")].Email);
    }

    [Fact]
    public void A_person_above_the_limit_is_rejected_and_the_next_is_unharmed()
    {
        var large = new string('x', 3_000_000);

        foreach (var (name, text) in new[]
                 {
                     ("p.json", $$"""[{"employeeId":"E1","note":"{{large}}"},{"employeeId":"E2"}]"""),
                     ("p.ndjson", $$"""{"employeeId":"E1","note":"{{large}}"}""" + "\n" + """{"employeeId":"E2"}"""),
                 })
        {
            var reading = Files.Read(name, text);

            Assert.Equal(["1 row-too-large"], reading.Errors());
            Assert.Equal([new EmployeeId("E2")], reading.People.Keys);
            Assert.True(reading.SuspendAbsence);
        }
    }

    [Fact]
    public void Lines_are_read_one_by_one_and_blank_ones_are_no_rows()
    {
        var reading = Files.Read("p.ndjson", "{\"employeeId\":\"E1\"}\r\n\n  \n{\"employeeId\":\"E2\",\n{\"employeeId\":\"E3\"}");

        Assert.Equal(["4 row-malformed"], reading.Errors());
        Assert.Equal(new RowCounts(3, 2, 1, 0, 0), reading.Rows);
        Assert.True(reading.SuspendAbsence);
        Assert.Empty(reading.Holds);
    }

    [Fact]
    public void A_last_line_that_is_cut_off_holds_the_file() =>
        Assert.Equal(["file-truncated"], Files.Read("p.ndjson", "{\"employeeId\":\"E1\"}\n{\"employeeId\":\"E2").Held());

    [Fact]
    public void One_object_over_several_lines_is_held_for_good() =>
        Assert.Equal(["file-malformed!"], Files.Read("p.json", "{\n  \"employees\": [\n  ]\n}\n").Held());

    [Fact]
    public void A_declared_culture_changes_strings_and_not_numbers()
    {
        var reading = Files.Read(
            "p.json",
            """[{"employeeId":"E1","skills":[{"name":"Billing","level":3.5},{"name":"Spanish","level":"2,5"}]}]""",
            new SourceOptions { Culture = CultureInfo.GetCultureInfo("de-DE") });

        Assert.Equal(["3.5", "2.5"], reading.People[new("E1")].Skills.Items.Select(item => item.Level.ToString()));
    }
}
