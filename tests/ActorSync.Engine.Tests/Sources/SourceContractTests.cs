using System.Text;
using ActorSync.Core.Roster;
using ActorSync.Engine.Sources;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Engine.Tests.Sources;

/// <summary>What every format of source files promises.</summary>
public class SourceContractTests
{
    private static readonly Gen<Row> Rows =
        from id in Gen.Elements("E1", "E2", "E3", "007", "", "jürgen")
        from email in Gen.Elements("", "ana@example.com", "o'brien; \"x\", y@example.com")
        from status in Gen.Elements("", "active", "on leave", "inactive", "terminated", "gone")
        from skills in Gen.Elements("", "{empty}", "&&NO_OVERWRITE&&", "Billing:3", "Billing:3.5;Spanish:2", "Français:1;Nope:2", "billing:2", "Billing:x")
        from certifications in Gen.Elements("", "{empty}", "PCI|2024-01-15", "PCI||2025-01-15|renew", "PCI|bad", "GDPR||2025-01-01")
        select new Row(id, email, status, skills, certifications);

    private static readonly Gen<Row[]> Rosters = Rows.NonEmptyListOf().Select(rows => rows.ToArray());

    [Fact]
    public void The_same_people_in_every_format_give_equal_readings() => Prop
        .ForAll(
            Rosters.ToArbitrary(),
            rows =>
            {
                var csv = Files.Read("p.csv", Csv(rows, ',', "\n"));
                return new[] { Files.Read("p.json", Json(rows)), Files.Read("p.ndjson", Ndjson(rows)) }.All(json =>
                    csv.Describe().SequenceEqual(json.Describe()) && csv.Rows == json.Rows && csv.ItemsRejected == json.ItemsRejected
                    && csv.SuspendAbsence == json.SuspendAbsence && csv.RejectedPeople.SetEquals(json.RejectedPeople));
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Mark_delimiter_line_ends_quoting_and_compression_change_nothing()
    {
        var shapes =
            from rows in Rosters
            from delimiter in Gen.Elements(',', ';', '\t', '|')
            from lineEnd in Gen.Elements("\n", "\r\n", "\r")
            from quoteAll in Gen.Elements(true, false)
            from mark in Gen.Elements("", "\uFEFF")
            from encoding in Gen.Elements<Encoding>(new UTF8Encoding(false), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true))
            from gzip in Gen.Elements(true, false)
            select (rows, delimiter, lineEnd, quoteAll, mark, encoding, gzip);

        Prop.ForAll(
            shapes.ToArbitrary(),
            shape =>
            {
                var plain = Files.Read("p.csv", Csv(shape.rows, ',', "\n"));
                var text = shape.mark + Csv(shape.rows, shape.delimiter, shape.lineEnd, shape.quoteAll);
                byte[] bytes = [.. shape.encoding.GetPreamble(), .. shape.encoding.GetBytes(text)];
                var other = Files.Read("p.csv", shape.gzip ? Files.Gzip(bytes) : bytes);
                return plain.Describe().SequenceEqual(other.Describe()) && plain.Rows == other.Rows && plain.Errors().SequenceEqual(other.Errors());
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Random_bytes_are_never_an_exception_and_every_row_is_accounted_for()
    {
        var heads = Gen.Elements("", "employee_id,status\n", "employee_id;skill;level\n", "[", "[{\"employeeId\":\"", "{\"employeeId\":\"E1\"}\n", "\u001F\u008B\u0008", "\uFEFFemployee_id\n");
        var noise = Gen.OneOf(
            Gen.Choose(0, 255).Select(value => new[] { (byte)value }),
            Gen.Elements("\"", "\"\"", ",", "\n", "\r", ";", "E1,", "{", "}", "[", "]", "\\", "\\u", ":", "#", "\0", "ü", "active", "Billing:3").Select(Encoding.UTF8.GetBytes))
            .ArrayOf().Select(parts => parts.SelectMany(part => part).ToArray());
        var files = from head in heads from bytes in noise select (byte[])[.. Encoding.Latin1.GetBytes(head), .. bytes];

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1_000),
            Prop.ForAll(
                files.ToArbitrary(),
                bytes => new[] { "p", "p.csv", "p.json", "p.csv.gz" }.All(name =>
                {
                    var reading = Files.Read(name, bytes);
                    return reading.Rows.AddUp && reading.Rows.Read == reading.Files[0].Rows
                        && (reading.Rows.Read > 0 || reading.Holds.Any(hold => !hold.CanBeAccepted));
                })));
    }

    [Fact]
    public void A_random_change_to_a_good_file_never_throws_and_harms_only_a_few_rows()
    {
        var rows = Enumerable.Range(100, 60).Select(i => new Row($"E{i}", $"x{i}@example.com", "active", "Billing:3;Spanish:2", "PCI|2024-01-15")).ToArray();
        var text = Csv(rows, ',', "\n", quoteAll: true);
        var changes = from place in Gen.Choose(Header(',').Length + 1, text.Length - 1) from c in Gen.Elements('"', ',', '\n', 'x') select (place, c);

        Prop.ForAll(
            changes.ToArbitrary(),
            change =>
            {
                var changed = text[..change.place] + change.c + text[(change.place + 1)..];
                var reading = Files.Read("p.csv", changed);
                return reading.Rows.AddUp && reading.People.Count >= rows.Length - 3;
            }).QuickCheckThrowOnFailure();
    }

    private static string Header(char delimiter) => string.Join(delimiter, "employee_id", "email", "status", "skills", "certifications");

    private static string Csv(IEnumerable<Row> rows, char delimiter, string lineEnd, bool quoteAll = false)
    {
        var text = new StringBuilder(Header(delimiter)).Append(lineEnd);
        foreach (var row in rows)
        {
            text.AppendJoin(delimiter, row.Cells.Select(Quote)).Append(lineEnd);
        }

        return text.ToString();

        string Quote(string cell) =>
            quoteAll || cell.AsSpan().IndexOfAny($"{delimiter}\"\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }

    private static string Json(IEnumerable<Row> rows) => $"[{string.Join(",\n ", rows.Select(row => row.ToJson()))}]";

    private static string Ndjson(IEnumerable<Row> rows) => string.Join('\n', rows.Select(row => row.ToJson()));

    internal sealed record Row(string Id, string Email, string Status, string Skills, string Certifications)
    {
        public IEnumerable<string> Cells => [Id, Email, Status, Skills, Certifications];

        public string ToJson()
        {
            var parts = new List<string> { $"\"employeeId\":{Text(Id)}", $"\"email\":{Text(Email)}", $"\"status\":{Text(Status)}" };
            parts.Add("\"skills\":" + List(Skills, item => item.Split(':') is [var name, var level] ? $"{{\"name\":{Text(name)},\"level\":{Text(level)}}}" : "{}"));
            parts.Add("\"certifications\":" + List(Certifications, item =>
            {
                var cells = (item + "|||").Split('|');
                return $"{{\"name\":{Text(cells[0])},\"issuedOn\":{Text(cells[1])},\"expiresOn\":{Text(cells[2])},\"renewal\":{Text(cells[3])}}}";
            }));
            return $"{{{string.Join(',', parts)}}}";
        }

        private static string Text(string value) => System.Text.Json.JsonSerializer.Serialize(value);

        private static string List(string cell, Func<string, string> item) => cell switch
        {
            "" => "null",
            "{empty}" => "[]",
            "&&NO_OVERWRITE&&" => "\"&&NO_OVERWRITE&&\"",
            _ => $"[{string.Join(',', cell.Split(';').Select(item))}]",
        };
    }
}
