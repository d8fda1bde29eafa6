using System.Globalization;
using System.Text;
using NodaTime;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>The kinds of value that say how a source file is read.</summary>
internal static class SourceValues
{
    /// <summary>A zone of the IANA database.</summary>
    public static ValueKind<DateTimeZone> Zone() => OptionValues.Single(
        new ValueShape("string", "an IANA zone like Europe/Berlin or UTC"),
        text => DateTimeZoneProviders.Tzdb.Ids.Contains(text.Trim())
            ? OptionValues.Right(DateTimeZoneProviders.Tzdb[text.Trim()])
            : OptionValues.Wrong<DateTimeZone>("is no known zone", Nearest.Of(text.Trim(), DateTimeZoneProviders.Tzdb.Ids)),
        zone => zone.Id);

    /// <summary>A text encoding by its registered name, or nothing.</summary>
    public static ValueKind<Encoding?> TextEncoding() => OptionValues.Single<Encoding?>(
        new ValueShape("string", "a registered name like utf-8, windows-1252, iso-8859-1 or utf-16") { IsOptional = true },
        text => Find(text.Trim()) is { } encoding
            ? OptionValues.Right<Encoding?>(encoding)
            : OptionValues.Wrong<Encoding?>("is no known encoding", Nearest.Of(text.Trim(), EncodingNames)),
        encoding => encoding?.WebName);

    /// <summary>A delimiter, itself or by its name, or nothing.</summary>
    public static ValueKind<char?> Delimiter() => OptionValues.Single<char?>(
        new ValueShape("string", "',' ';' '|' or tab (or comma, semicolon, pipe)") { IsOptional = true },
        text => text switch
        {
            "\t" => OptionValues.Right<char?>('\t'),
            _ => text.Trim().ToUpperInvariant() switch
            {
                "," or "COMMA" => OptionValues.Right<char?>(','),
                ";" or "SEMICOLON" => OptionValues.Right<char?>(';'),
                "|" or "PIPE" => OptionValues.Right<char?>('|'),
                "TAB" or "\\T" => OptionValues.Right<char?>('\t'),
                _ => OptionValues.Wrong<char?>("is no delimiter"),
            },
        },
        delimiter => delimiter switch { null => null, '\t' => "tab", _ => delimiter.ToString() });

    /// <summary>A culture by its name, or nothing.</summary>
    public static ValueKind<CultureInfo?> Culture() => OptionValues.Single<CultureInfo?>(
        new ValueShape("string", "a culture like de-DE or en-US") { IsOptional = true },
        text => Cultures.Value.TryGetValue(text.Trim(), out var name)
            ? OptionValues.Right<CultureInfo?>(CultureInfo.GetCultureInfo(name))
            : OptionValues.Wrong<CultureInfo?>("is no known culture", Nearest.Of(text.Trim(), Cultures.Value.Keys)),
        culture => culture?.Name);

    private static readonly string[] EncodingNames = ["utf-8", "utf-16", "windows-1252", "windows-1250", "iso-8859-1", "iso-8859-15", "us-ascii"];

    // The system makes up a culture for any well-formed name, so the name is looked up among those it really knows.
    private static readonly Lazy<Dictionary<string, string>> Cultures = new(() => CultureInfo.GetCultures(CultureTypes.AllCultures)
        .Where(culture => culture.Name.Length > 0)
        .DistinctBy(culture => culture.Name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(culture => culture.Name, culture => culture.Name, StringComparer.OrdinalIgnoreCase));

    private static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null; // The framework has no way of asking that does not throw.
        }
    }
}
