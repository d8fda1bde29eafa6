using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Sources;

/// <summary>Tells a file's format from its first bytes, and whether that is what its name and the options say.</summary>
internal static class SourceSniffer
{
    /// <summary>How many bytes are looked at.</summary>
    public const int HeadLength = 4096;

    /// <summary>The format; null with a problem where the file is something else, null without one where it is blank.</summary>
    public static RosterFormat? Recognise(SourceContent content, string name, SourceOptions options, out CellProblem? problem)
    {
        var head = content.Bytes.Peek(HeadLength);
        problem = Foreign(head) is { } what ? NotWhatItSays($"The file is {what}. Export it as CSV, JSON or NDJSON.") : null;
        if (problem is null && !content.IsGzip && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            problem = NotWhatItSays("The file's name ends in .gz, but it is not compressed with gzip. Compress it, or rename it.");
        }

        var text = head.TrimStart("\t\n\v\f\r "u8);
        if (problem is not null || text.IsEmpty)
        {
            return null;
        }

        var actual = RosterFormats.ByContent(text);
        if (RosterFormats.Find(options.Format) is { } declared)
        {
            if (declared.IsJson != actual.IsJson)
            {
                problem = NotWhatItSays($"Source:Format says {declared.Name}, but the file begins like {actual.Name}. Correct the option, or export the file again.");
            }
        }
        else if (RosterFormats.ByName(content.InnerName) is { } named && named.IsJson != actual.IsJson)
        {
            problem = NotWhatItSays($"The file's name says {named.Name}, but it begins like {actual.Name}. Rename it, or declare Source:Format={actual.Name}.");
        }

        return problem is null ? actual : null;
    }

    private static string? Foreign(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => "a ZIP archive or an Excel workbook (.xlsx)",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Excel workbook (.xls)",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => "a PDF document",
        [0x1F, 0x8B, ..] => "compressed twice",
        _ when head.Contains((byte)0) => "binary, or UTF-16 without a byte order mark (for the latter declare Source:Encoding=utf-16)",
        _ when head.TrimStart("\t\n\r "u8) is [(byte)'<', ..] => "XML or HTML",
        _ => null,
    };

    private static CellProblem NotWhatItSays(string message) => new(RosterRule.NotWhatItsNameSays, message);
}
