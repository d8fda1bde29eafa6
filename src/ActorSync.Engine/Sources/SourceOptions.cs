using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Engine.Sources;

/// <summary>How to read the source files (keys of section <c>Source</c>); what is null is detected.</summary>
/// <param name="Format"><c>csv</c>, <c>json</c> or <c>ndjson</c>.</param>
/// <param name="Encoding">The encoding of text that is not UTF-8, e.g. <c>windows-1252</c>. A byte order mark wins over it.</param>
/// <param name="Delimiter">One of comma, semicolon, tab and <c>|</c>, as the character itself or as <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c>.</param>
/// <param name="Culture">The culture of decimals and of the order of dates, e.g. <c>de-DE</c>.</param>
/// <param name="DateFormat">The format of dates that are not ISO, e.g. <c>dd.MM.yyyy</c>.</param>
/// <param name="Columns">Names of the contract to headers of the files; null or empty for none.</param>
/// <param name="TimeZone">The IANA zone of dates without offset.</param>
public sealed record SourceOptions(
    string? Format = null,
    string? Encoding = null,
    string? Delimiter = null,
    string? Culture = null,
    string? DateFormat = null,
    ImmutableSortedDictionary<string, string>? Columns = null,
    string TimeZone = "UTC")
{
    /// <summary>Everything that is wrong, as the key below <c>Source</c> and a sentence with the remedy; empty when the options can be used.</summary>
    public IReadOnlyList<(string Key, string Problem)> Problems()
    {
        var problems = new List<(string, string)>();
        if (!string.IsNullOrEmpty(Format) && RosterFormats.Find(Format) is null)
        {
            problems.Add((nameof(Format), $"'{Format}' is not a format. Use one of: {string.Join(", ", RosterFormats.All.Select(format => format.Name))}."));
        }

        if (!string.IsNullOrEmpty(Encoding) && FindEncoding() is null)
        {
            problems.Add((nameof(Encoding), $"'{Encoding}' is not an encoding that is known. Use a name such as utf-8, windows-1252, iso-8859-15 or utf-16."));
        }

        if (!string.IsNullOrEmpty(Delimiter) && FindDelimiter() is null)
        {
            problems.Add((nameof(Delimiter), $"'{Delimiter}' is not a delimiter. Use comma, semicolon, tab or pipe, or the character itself."));
        }

        if (!string.IsNullOrEmpty(Culture) && FindCulture() is null)
        {
            problems.Add((nameof(Culture), $"'{Culture}' is not a culture that is known. Use a name such as de-DE or en-US."));
        }

        _ = DateReading.Create(DateFormat, FindCulture(), out var dateProblem);
        if (dateProblem is not null)
        {
            problems.Add((nameof(DateFormat), $"'{DateFormat}' is not a date format: {dateProblem} Use letters such as dd/MM/yyyy."));
        }

        foreach (var name in ColumnMapping.Keys.Where(name => SheetColumns.Find(new HeaderKey(name)) is null))
        {
            var known = string.Join(", ", SheetColumns.All.Select(SheetColumns.NameOf));
            problems.Add(($"{nameof(Columns)}:{name}", $"'{name}' is not a column. Use one of: {known}."));
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            problems.Add((nameof(TimeZone), $"'{TimeZone}' is not an IANA time zone. Use a name such as Europe/Berlin."));
        }

        return problems;
    }

    /// <summary>What the words of the files mean under these options. Throws where <see cref="Problems"/> names one.</summary>
    public RosterContext ToContext(DeclaredTaxonomy taxonomy, LevelScale scale, bool gated, SourceMode mode)
    {
        if (Problems() is [var (key, problem), ..])
        {
            throw new InvalidOperationException($"Source:{key}: {problem}");
        }

        var culture = FindCulture();
        var separator = culture?.NumberFormat.NumberDecimalSeparator is [var single] ? single : '.';
        var dates = DateReading.Create(DateFormat, culture, out _);
        return new RosterContext(taxonomy, scale, gated, mode, DateTimeZoneProviders.Tzdb[TimeZone], separator, dates);
    }

    internal IReadOnlyDictionary<string, string> ColumnMapping => Columns ?? ImmutableSortedDictionary<string, string>.Empty;

    internal Encoding? FindEncoding()
    {
        if (string.IsNullOrWhiteSpace(Encoding))
        {
            return null;
        }

        // Undecodable bytes become U+FFFD, which holds the file wherever it stands.
        var name = Encoding.Trim();
        var fallback = new DecoderReplacementFallback("\uFFFD");
        return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback) ?? FromFramework(name, fallback);
    }

    internal char? FindDelimiter() => Delimiter?.Trim(' ').ToLowerInvariant() switch
    {
        "," or "comma" => ',',
        ";" or "semicolon" => ';',
        "\t" or "\\t" or "tab" => '\t',
        "|" or "pipe" => '|',
        _ => null,
    };

    private static Encoding? FromFramework(string name, DecoderFallback fallback)
    {
        try
        {
            return System.Text.Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, fallback);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null; // The framework has no other way to ask.
        }
    }

    private CultureInfo? FindCulture()
    {
        if (string.IsNullOrWhiteSpace(Culture))
        {
            return null;
        }

        try
        {
            return CultureInfo.GetCultureInfo(Culture.Trim(), predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null; // The framework has no other way to ask.
        }
    }
}
