using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorSync.Core.Taxonomy;

/// <summary>Tells whether a skill's or certification's name carries a date or a version, which makes it a new name at each renewal.</summary>
/// <remarks>
/// A name on the target is what queues, flows and history refer to. When it carries a date, every renewal is a new skill that
/// has to be assigned, required and retired anew; when it is static, a renewal moves a date and nothing else.
/// A four-digit number from 1900 to 2099 counts as a year; other numbers (<c>Level 2</c>, <c>L1</c>, <c>ISO 27001</c>) do not.
/// </remarks>
public static partial class StaticNames
{
    private const string CalendarYear = @"(?:19|20)\d{2}";
    private const string Month = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
    private const string VersionWord = "v|ver|version|rev|revision|release";
    private const string Edition = @"\d+(?:\.\d+)*";

    // The longest form stands first, so that "Jan2025" is named and not only "2025".
    private static readonly Regex[] Dates = [NumericDate(), MonthAndYear(), QuarterAndYear(), CompactDate(), Year()];

    /// <summary>The part of <paramref name="name"/> that will age, or null when the name is static.</summary>
    public static AgeingPart? FindAgeingPart(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        foreach (var date in Dates)
        {
            var match = date.Match(name);
            if (match.Success)
            {
                return new AgeingPart(match.Value, AgeingKind.Date, Without(name, match));
            }
        }

        var version = Version().Match(name);
        return version.Success ? new AgeingPart(version.Value, AgeingKind.Version, Without(name, version)) : null;
    }

    private static string? Without(string name, Match part)
    {
        const string Separators = " _-./:,";
        var before = name[..part.Index].TrimEnd([.. Separators, '(', '[']);
        var after = name[(part.Index + part.Length)..].TrimStart([.. Separators, ')', ']']);
        var separator = before.Length > 0 && after.Length > 0 ? name[before.Length].ToString(CultureInfo.InvariantCulture) : string.Empty;
        var rest = before + separator + after;
        return rest.Any(char.IsLetter) ? rest : null;
    }

    [GeneratedRegex(@"(?<!\d)(?:(?:19|20)\d{2}[-_./ ](?:0?[1-9]|1[0-2])(?:[-_./ ](?:0?[1-9]|[12]\d|3[01]))?|(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|[12]\d|3[01])[-./](?:(?:19|20)\d{2}|\d{2})|(?:0[1-9]|1[0-2])[-_./](?:19|20)\d{2})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"(?<![A-Za-z])" + Month + @"[ _\-./']*(?:" + CalendarYear + @"|\d{2})(?!\d)|(?<!\d)" + CalendarYear + @"[ _\-./]*" + Month + "(?![A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthAndYear();

    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:Q[1-4]|H[12]|FY)[ _\-./']*(?:(?:19|20)\d{2}|\d{2})(?!\d)|(?<!\d)(?:19|20)\d{2}[ _\-./]*(?:Q[1-4]|H[12])(?![A-Za-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QuarterAndYear();

    [GeneratedRegex(@"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex CompactDate();

    [GeneratedRegex(@"(?<![\d.])(?:19|20)\d{2}(?![\dA-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    // "IPv6" has a letter before its small v and is a protocol, not the sixth edition of a skill. A bare dotted number ("PCI DSS 4.0")
    // is an edition, except after a word that grades ("Level 2.5").
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?i:" + VersionWord + @")[ ._\-]*" + Edition + @"(?![A-Za-z0-9])|(?<=[a-z])(?:V|Ver|Version|Rev|Revision|Release)" + Edition + @"(?![A-Za-z0-9])|(?<![A-Za-z0-9.])(?<!(?i:level|tier|grade|stage|band)[ _\-]*)\d+\.\d+(?:\.\d+)*(?![A-Za-z0-9.])", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
