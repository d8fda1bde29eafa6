using System.Buffers;
using Spectre.Console;

namespace ActorSync.Cli.Output;

/// <summary>Breaks a line between words so that it fits a width; what follows is indented under its beginning.</summary>
/// <remarks>A number stays with the word after it, which says what it counts, and a column stays whole, as long as that fits.</remarks>
internal static class LineWrap
{
    /// <summary>Below this width, in cells, nothing is broken: whatever is there is no terminal that a person reads.</summary>
    public const int Narrowest = 20;

    private const int Hanging = 2;

    // A line ends at a column where at least a third of it is filled.
    private const int LeastShare = 3;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,:-");

    /// <summary>How far the lines after the first are indented, in cells.</summary>
    public static int IndentationOf(string line, int width) => Math.Min(line.Length - line.TrimStart(' ').Length + Hanging, width / 2);

    /// <summary>Where each line begins and ends in the text, without the spaces between two of them.</summary>
    /// <param name="line">The text, without line breaks.</param>
    /// <param name="width">The width in cells.</param>
    public static IReadOnlyList<Range> Lines(string line, int width)
    {
        if (width < Narrowest || line.GetCellWidth() <= width || string.IsNullOrWhiteSpace(line))
        {
            return [Range.All];
        }

        var lines = new List<Range>();
        var words = Words(line);
        var room = width;
        for (var first = 0; first < words.Count;)
        {
            // The spaces before the first word belong to the line that they indent.
            var start = first == 0 ? 0 : words[first].Start;
            var next = first + 1;
            while (next < words.Count && line[start..words[next].End].GetCellWidth() <= room)
            {
                next++;
            }

            if (next < words.Count)
            {
                next = ColumnBefore(words, start, first, next, width) ?? BreakBefore(line, words, first, next);
            }

            lines.Add(start..words[next - 1].End);
            first = next;
            room = width - IndentationOf(line, width);
        }

        return lines;
    }

    // Columns stand two spaces apart: one that does not fit goes down as a whole, unless that would leave little on its line.
    private static int? ColumnBefore(List<(int Start, int End)> words, int start, int first, int next, int width)
    {
        for (var word = next; word > first; word--)
        {
            if (words[word].Start - words[word - 1].End > 1)
            {
                return words[word - 1].End - start >= width / LeastShare ? word : null;
            }
        }

        return null;
    }

    // The word that does not fit any more begins the next line, and with it a number that it is counted by.
    private static int BreakBefore(string line, List<(int Start, int End)> words, int first, int next)
    {
        for (var word = next; word > first; word--)
        {
            if (!IsNumber(line.AsSpan(words[word - 1].Start, words[word - 1].End - words[word - 1].Start)))
            {
                return word;
            }
        }

        return next; // Nothing but numbers.
    }

    // A count, a share, a date or a time; with a comma or a full stop behind it, it ends what it says.
    private static bool IsNumber(ReadOnlySpan<char> word) => word.TrimStart('(').IndexOfAnyExcept(OfNumbers) < 0 && char.IsAsciiDigit(word[^1]);

    private static List<(int Start, int End)> Words(string line)
    {
        var words = new List<(int Start, int End)>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] == ' ')
            {
                at++;
                continue;
            }

            var end = line.IndexOf(' ', at);
            end = end < 0 ? line.Length : end;
            words.Add((at, end));
            at = end;
        }

        return words;
    }
}
