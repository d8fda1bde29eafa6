using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ActorSync.Cli.Output;

/// <summary>Writes lines for people: in colour on a terminal, as plain text elsewhere, and always without control characters.</summary>
internal sealed class ReportWriter(TextWriter writer, IAnsiConsole? terminal, Func<string, string>? redact = null)
{
    // Bidirectional controls could make a line read otherwise than it is.
    private static readonly System.Buffers.SearchValues<char> Bidirectional =
        System.Buffers.SearchValues.Create("\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>Writes a piece of a line.</summary>
    public ReportWriter Write(string text, Tone tone = Tone.Plain)
    {
        var visible = Visible(redact?.Invoke(text) ?? text);
        if (terminal is null)
        {
            writer.Write(visible);
        }
        else
        {
            terminal.Write(new Text(visible, StyleOf(tone)));
        }

        return this;
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        if (terminal is null)
        {
            writer.Write('\n');
        }
        else
        {
            terminal.WriteLine();
        }
    }

    /// <summary>Writes a whole line.</summary>
    public void Line(string text = "", Tone tone = Tone.Plain)
    {
        if (text.Length > 0)
        {
            Write(text, tone);
        }

        EndLine();
    }

    /// <summary>The text with every character that could steer a terminal shown as its code.</summary>
    public static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAny(Bidirectional) && !text.Any(char.IsControl))
        {
            return text;
        }

        var visible = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\n' => visible.Append("\\n"),
                '\r' => visible.Append("\\r"),
                '\t' => visible.Append("\\t"),
                _ when char.IsControl(letter) || Bidirectional.Contains(letter) =>
                    visible.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                _ => visible.Append(letter),
            };
        }

        return visible.ToString();
    }

    private static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Strong => new Style(decoration: Decoration.Bold),
        Tone.Faint => new Style(decoration: Decoration.Dim),
        Tone.Good => new Style(Color.Green),
        Tone.Attention => new Style(Color.Yellow),
        Tone.Bad => new Style(Color.Red),
        _ => Style.Plain,
    };
}
