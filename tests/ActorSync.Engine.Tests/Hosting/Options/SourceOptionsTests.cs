using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Tests.Hosting.Options;

public sealed class SourceOptionsTests : IDisposable
{
    private readonly Configuration _configuration = new();

    public void Dispose() => _configuration.Dispose();

    [Fact]
    public void Everything_about_a_file_can_be_declared()
    {
        var source = _configuration.File("""
            {"Source": {"Name": " sap ", "Mode": "FULL", "TimeZone": "Europe/Berlin", "Format": "csv", "Encoding": "windows-1252", "Delimiter": ";",
             "Culture": "de-de", "DateFormat": "dd.MM.yyyy", "Columns": {"employee_id": "Personal-Nr.", "Level": "Stufe"}}}
            """).Options().Source;

        Assert.Equal(("sap", SourceMode.Full, "Europe/Berlin", (SourceFormat?)SourceFormat.Csv), (source.Name, source.Mode, source.TimeZone.Id, source.Format));
        Assert.Equal(("Schöni", ';', "de-DE", "dd.MM.yyyy"), (source.Encoding!.GetString([0x53, 0x63, 0x68, 0xF6, 0x6E, 0x69]), source.Delimiter!.Value, source.Culture!.Name, source.DateFormat));
        Assert.Equal(["employee_id=Personal-Nr.", "level=Stufe"], source.Columns.Select(pair => $"{pair.Key}={pair.Value}"));
    }

    [Theory]
    [InlineData(",", ',')]
    [InlineData("semicolon", ';')]
    [InlineData("Tab", '\t')]
    [InlineData("\\t", '\t')]
    [InlineData("\t", '\t')]
    [InlineData("|", '|')]
    public void A_delimiter_is_given_itself_or_by_name(string given, char delimiter) =>
        Assert.Equal(delimiter, _configuration.Set($"Source:Delimiter={given}").Options().Source.Delimiter);

    [Theory]
    [InlineData("Source:TimeZone=Europe/berlin", "Europe/Berlin")]
    [InlineData("Source:TimeZone=CEST", null)]
    [InlineData("Source:TimeZone=UTC+02", null)]
    [InlineData("Source:Culture=xx-YY", null)]
    [InlineData("Source:Culture=de_DE", "de-DE")]
    [InlineData("Source:Encoding=utf-7", "utf-8")]
    [InlineData("Source:Encoding=windows1252", "windows-1252")]
    [InlineData("Source:Delimiter=:", null)]
    [InlineData("Source:Format=xlsx", null)]
    [InlineData("Source:Mode=fulll", "full")]
    [InlineData("Source:Name= ", null)]
    [InlineData("Source:Name=a\u0007b", null)]
    [InlineData("Source:DateFormat=dd.mm.yyyy", null)]
    [InlineData("Source:DateFormat=MM/yyyy", null)]
    [InlineData("Source:DateFormat=dd.MM.yy HH:mm", null)]
    [InlineData("Source:DateFormat=%", null)]
    public void What_nobody_knows_is_refused(string set, string? nearest)
    {
        var error = _configuration.Set(set).Error();

        Assert.Equal(set[..set.IndexOf('=', StringComparison.Ordinal)], error.Key);
        Assert.NotNull(error.Allowed);
        if (nearest is not null)
        {
            Assert.Equal(nearest, error.Nearest);
        }
    }

    [Theory]
    [InlineData("dd.MM.yyyy")]
    [InlineData("MM/dd/yyyy HH:mm")]
    [InlineData("d MMM yyyy")]
    public void A_date_format_that_the_reader_reads_is_taken(string format) =>
        Assert.Equal(format, _configuration.Set($"Source:DateFormat={format}").Options().Source.DateFormat);

    [Fact]
    public void Names_are_kept_in_NFC() =>
        Assert.Equal("Jürgen", _configuration.Set($"Source:Name={"Jürgen".Normalize(NormalizationForm.FormD)}").Options().Source.Name);
}
