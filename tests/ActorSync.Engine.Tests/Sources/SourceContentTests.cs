using System.IO.Compression;
using System.Text;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Sources;

public class SourceContentTests
{
    private const string Text = "employee_id,email,status\nE1,jürgen@example.com,active\nE2,ana@example.com,active\n";

    private static readonly RosterReading Plain = Files.Read("people.csv", Text);

    public static TheoryData<string> MarkedEncodings => ["utf-8", "utf-16", "utf-16BE", "utf-32", "utf-32BE"];

    [Theory]
    [MemberData(nameof(MarkedEncodings))]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);

        var reading = Files.Read("people.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);

        Assert.Equal(Plain.Describe(), reading.Describe());
        Assert.Empty(reading.Holds);
    }

    [Fact]
    public void A_byte_order_mark_before_a_quoted_header_and_even_two_of_them_change_nothing()
    {
        Assert.Equal(Plain.Describe(), Files.Read("people.csv", "\uFEFF\"employee_id\"" + Text[11..]).Describe());
        Assert.Equal(Plain.Describe(), Files.Read("people.csv", "\uFEFF\uFEFF" + Text).Describe());
    }

    [Fact]
    public void Text_that_is_not_UTF_8_holds_the_file_and_costs_its_rows()
    {
        var reading = Files.Read("people.csv", Encoding.Latin1.GetBytes(Text));

        Assert.Equal(["text-undecodable"], reading.Held());
        Assert.Equal(["2 text-undecodable"], reading.Errors());
        Assert.Equal([new EmployeeId("E2")], reading.People.Keys);
        Assert.Equal([new EmployeeId("E1")], reading.RejectedPeople);
        Assert.False(reading.SuspendAbsence);
    }

    [Fact]
    public void A_header_that_is_not_UTF_8_holds_the_file() =>
        Assert.Equal(["text-undecodable"], Files.Read("people.csv", [.. "employee_id,Stra"u8, 0xDF, .. "e\nE1,x\n"u8]).Held());

    [Fact]
    public void A_declared_encoding_reads_what_is_not_UTF_8_and_leaves_what_is()
    {
        var options = new SourceOptions { Encoding = CodePagesEncodingProvider.Instance.GetEncoding("windows-1252") };

        Assert.Equal(Plain.Describe(), Files.Read("people.csv", Encoding.Latin1.GetBytes(Text), options).Describe());
        Assert.Equal(Plain.Describe(), Files.Read("people.csv", Text, options).Describe());
        Assert.Equal(Plain.Describe(), Files.Read("people.csv", Encoding.Unicode.GetBytes(Text), new SourceOptions { Encoding = Encoding.Unicode }).Describe());
    }

    [Fact]
    public void A_replacement_character_holds_the_file_like_text_that_cannot_be_decoded()
    {
        var reading = Files.Read("people.csv", Text.Replace('ü', '\uFFFD'));

        Assert.Equal(["text-undecodable"], reading.Held());
        Assert.Equal(["2 text-undecodable"], reading.Errors());
    }

    [Fact]
    public void An_id_that_cannot_be_decoded_suspends_absence()
    {
        var reading = Files.Read("people.csv", [.. "employee_id,status\n"u8, 0xF6, .. ",active\n"u8]);

        Assert.True(reading.SuspendAbsence);
    }

    [Fact]
    public void Gzip_is_known_by_its_first_bytes_whatever_the_name()
    {
        Assert.Equal(Plain.Describe(), Files.Read("people.csv.gz", Files.Gzip(Text)).Describe());
        Assert.Equal(Plain.Describe(), Files.Read("people.csv", Files.Gzip(Text)).Describe());
        Assert.Equal(Plain.Describe(), Files.Read("-", Files.Gzip(Text)).Describe());
    }

    [Fact]
    public void Gzip_of_several_parts_is_read_whole()
    {
        byte[] parts = [.. Files.Gzip(Text[..30]), .. Files.Gzip(Text[30..31]), .. Files.Gzip(Text[31..])];

        Assert.Equal(Plain.Describe(), Files.Read("people.csv.gz", parts).Describe());
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Gzip_that_is_cut_off_anywhere_or_damaged_is_held_for_good(CompressionLevel level)
    {
        var rows = string.Concat(Enumerable.Range(100, 2_000).Select(i => $"E{i * 7919 % 100_003},x{i * 31 % 97}@example.com,active\n"));
        var whole = Files.Gzip(Encoding.UTF8.GetBytes(Text + rows), level);

        Assert.Empty(Files.Read("people.csv.gz", whole).Holds);
        foreach (var length in new[] { 3, 10, 12, whole.Length / 2, whole.Length - 9, whole.Length - 8, whole.Length - 1 })
        {
            Assert.Contains("file-truncated!", Files.Read("people.csv.gz", whole[..length]).Held());
        }

        whole[^6] ^= 1;
        Assert.Contains("file-truncated!", Files.Read("people.csv.gz", whole).Held());
    }

    [Theory]
    [InlineData("people.csv", "[{\"employeeId\":\"E1\"}]")]
    [InlineData("people.csv", "{\"employeeId\":\"E1\"}\n")]
    [InlineData("people.json", "employee_id,status\nE1,active\n")]
    [InlineData("people.ndjson", "employee_id,status\nE1,active\n")]
    [InlineData("people.csv.gz", "employee_id,status\nE1,active\n")]
    [InlineData("people.csv", "PK\u0003\u0004 a workbook")]
    [InlineData("people.csv", "<html><body>Sign in</body></html>")]
    [InlineData("people.csv", "%PDF-1.7")]
    [InlineData("people.csv", "employee_id,\0status")]
    public void A_file_that_is_not_what_its_name_says_is_held_for_good(string name, string text)
    {
        var reading = Files.Read(name, text);

        Assert.Equal(["not-what-its-name-says!"], reading.Held());
        Assert.Equal(0, reading.Rows.Read);
    }

    [Fact]
    public void A_declared_format_is_believed_over_the_name_but_not_over_the_content()
    {
        Assert.Empty(Files.Read("people.txt", Text).Holds);
        Assert.Empty(Files.Read("people.csv", "[{\"employeeId\":\"E1\"}]", new SourceOptions { Format = SourceFormat.Json }).Holds);
        Assert.Equal(["not-what-its-name-says!"], Files.Read("people.csv", "[{\"employeeId\":\"E1\"}]", new SourceOptions { Format = SourceFormat.Csv }).Held());
    }

    [Fact]
    public void The_raw_bytes_are_spooled_as_they_come_even_where_the_reading_stops_early()
    {
        foreach (var bytes in new[] { Files.Gzip(Text), Encoding.UTF8.GetBytes(Text), [.. "Worker\n"u8, .. new byte[300_000]] })
        {
            using var spool = new MemoryStream();

            Files.Read([new SourceInput("-", () => new MemoryStream(bytes), spool)]);

            Assert.Equal(bytes, spool.ToArray());
        }
    }

    [Fact]
    public void A_spool_reads_like_the_file_that_it_copies()
    {
        using var spool = new MemoryStream();
        var first = Files.Read([new SourceInput("people.csv.gz", () => new MemoryStream(Files.Gzip(Text)), spool)]);

        var again = Files.Read("people.csv.gz", spool.ToArray());

        Assert.Equal(first.Describe(), again.Describe());
    }

    [Fact]
    public void A_file_on_disk_is_read_and_a_missing_one_is_an_exception_of_the_caller()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        File.WriteAllText(path, Text);
        try
        {
            Assert.Equal(Plain.Describe(), Files.Read([SourceInput.FromFile(path)]).Describe());
        }
        finally
        {
            File.Delete(path);
        }

        Assert.ThrowsAny<IOException>(() => Files.Read([SourceInput.FromFile(path)]));
    }
}
