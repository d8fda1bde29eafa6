using System.Globalization;
using System.Text;
using Spectre.Console;

namespace ActorSync.Cli.Output;

/// <summary>Writes lines for people: in colour and broken between words on a terminal, as plain text elsewhere, and always without control characters.</summary>
internal sealed class ReportWriter
{
    // Bidirectional controls could make a line read otherwise than it is.
    private static readonly System.Buffers.SearchValues<char> Bidirectional =
        System.Buffers.SearchValues.Create("\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    private readonly TextWriter _writer;
    private readonly IAnsiConsole? _terminal;
    private readonly Func<string, string>? _redact;
    private readonly int _width;
    private readonly List<(string Text, Tone Tone)> _line = [];

    /// <summary>Writes to a stream, or to the terminal behind it.</summary>
    /// <param name="writer">The stream.</param>
    /// <param name="terminal">The terminal, or null where there is none.</param>
    /// <param name="redact">Takes secrets out of a text, or null.</param>
    /// <param name="width">How many cells a line of the terminal has; null for what its console says.</param>
    public ReportWriter(TextWriter writer, IAnsiConsole? terminal, Func<string, string>? redact = null, int? width = null)
    {
        _writer = writer;
        _terminal = terminal;
        _redact = redact;
        _width = width ?? terminal?.Profile.Width ?? 0;
    }

    /// <summary>Writes a piece of a line; a terminal shows it when the line ends.</summary>
    public ReportWriter Write(string text, Tone tone = Tone.Plain)
    {
        var visible = Visible(_redact?.Invoke(text) ?? text);
        if (_terminal is null)
        {
            _writer.Write(visible);
        }
        else
        {
            _line.Add((visible, tone));
        }

        return this;
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        if (_terminal is null)
        {
            _writer.Write('\n');
            return;
        }

        var whole = string.Concat(_line.Select(piece => piece.Text));
        foreach (var (range, index) in LineWrap.Lines(whole, _width).Select((range, index) => (range, index)))
        {
            if (index > 0)
            {
                _terminal.Write(new Text(new string(' ', LineWrap.IndentationOf(whole, _width))));
            }

            WritePieces(_terminal, range.GetOffsetAndLength(whole.Length));
            _terminal.WriteLine();
        }

        _line.Clear();
    }

    private void WritePieces(IAnsiConsole terminal, (int Offset, int Length) shown)
    {
        var at = 0;
        foreach (var (text, tone) in _line)
        {
            var from = Math.Max(shown.Offset - at, 0);
            var to = Math.Min(shown.Offset + shown.Length - at, text.Length);
            if (from < to)
            {
                terminal.Write(new Text(text[from..to], StyleOf(tone)));
            }

            at += text.Length;
        }
    }

    /// <summary>Writes a whole line; to a stream in one piece, so that no line of the log can come between it and its end.</summary>
    public void Line(string text = "", Tone tone = Tone.Plain)
    {
        if (_terminal is null)
        {
            _writer.Write(Visible(_redact?.Invoke(text) ?? text) + '\n');
            return;
        }

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
