using System.Text;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;
using CsvHelper;

namespace ActorSync.Engine.Sources;

/// <summary>What the head of a CSV file tells: its delimiter, decided by the names of the columns, and where they stand.</summary>
internal sealed record CsvHead(char Separator, SheetLayout Layout, IReadOnlyList<string> Headers, bool HasSeparatorLine, bool IsAmbiguous)
{
    /// <summary>How many bytes of a file its header must fit in.</summary>
    public const int MostBytes = 1 << 16;

    private static readonly char[] Candidates = [',', ';', '\t', '|'];

    /// <summary>Reads the head; null where there is no record at all.</summary>
    public static CsvHead? Read(ReadOnlySpan<byte> start, SourceOptions options, Encoding? fallback)
    {
        var bytes = start.ToArray();
        var stated = StatedSeparator(bytes);
        var declared = options.Delimiter ?? stated;
        char[] candidates = declared is { } only ? [only] : Candidates;
        var heads = candidates
            .Select(separator => HeadersUnder(bytes, separator, stated is not null, fallback) is { } headers
                ? new CsvHead(separator, SheetLayout.Match(headers, options.Columns), headers, stated is not null, false)
                : null)
            .OfType<CsvHead>()
            .ToList();

        // The key column must stand alone between delimiters; a header of one column does so under every delimiter.
        var withKey = heads.Where(head => head.Layout.HasKey).OrderByDescending(head => head.Layout.Matches.Count).ToList();
        if (withKey.Count > 0)
        {
            return withKey[0] with { IsAmbiguous = withKey.Exists(head => head.Headers.Count > 1 && head.Separator != withKey[0].Separator) };
        }

        return heads.MaxBy(head => (head.Layout.Matches.Count, head.Headers.Count));
    }

    /// <summary>The options under which this program reads CSV.</summary>
    public static CsvReaderOptions ReaderOptions(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        CommentPrefix = '#',
        TrackLineNumbers = true,
        TrimWhitespace = true,
        DetectSeparatorHint = false, // Else the parser drops such a line even though the separator is set, wherever reading starts.
    };

    private static List<string>? HeadersUnder(byte[] bytes, char separator, bool hasSeparatorLine, Encoding? fallback)
    {
        using var reader = CsvReader.Create(bytes, ReaderOptions(separator));
        var isPastSeparatorLine = !hasSeparatorLine;
        while (reader.Read())
        {
            if (!isPastSeparatorLine)
            {
                isPastSeparatorLine = true;
                continue;
            }

            if (reader.RawRecord.TrimStart(" \t"u8).IsEmpty)
            {
                continue;
            }

            var headers = new List<string>(reader.FieldCount);
            for (var i = 0; i < reader.FieldCount; i++)
            {
                headers.Add(CellBuffer.Decoder(reader.GetSpan(i), fallback).GetString(reader.GetSpan(i)));
            }

            return headers;
        }

        return null;
    }

    // Excel writes and reads a first line that says sep=;
    private static char? StatedSeparator(ReadOnlySpan<byte> bytes)
    {
        var line = bytes[..(bytes.IndexOfAny((byte)'\r', (byte)'\n') is var end and >= 0 ? end : bytes.Length)];
        return line is [(byte)'s', (byte)'e', (byte)'p', (byte)'=', var separator] && Candidates.Contains((char)separator) ? (char)separator : null;
    }
}
