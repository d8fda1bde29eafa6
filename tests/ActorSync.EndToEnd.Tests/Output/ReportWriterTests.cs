using System.Globalization;
using ActorSync.Cli;
using ActorSync.Cli.Output;
using Spectre.Console;

namespace ActorSync.EndToEnd.Tests.Output;

public sealed class ReportWriterTests : IDisposable
{
    private const string First = "  user-inactive  ";
    private const string Second = "Employee 0042: The user was deactivated on the target, and nothing more was written.";

    private readonly StringWriter _text = new(CultureInfo.InvariantCulture);

    public void Dispose() => _text.Dispose();

    [Fact]
    public void A_terminal_shows_a_line_broken_between_words_under_its_beginning()
    {
        var report = new ReportWriter(_text, Terminal(), width: 60);

        report.Write(First, Tone.Bad).Line(Second);

        Assert.Equal(
            ["  user-inactive  Employee 0042: The user was deactivated on", "    the target, and nothing more was written.", string.Empty],
            _text.ToString().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void A_line_that_is_no_terminals_is_not_broken_so_that_scripts_find_it_whole()
    {
        var report = new ReportWriter(_text, terminal: null);

        report.Write(First, Tone.Bad).Line(Second);

        Assert.Equal(First + Second + "\n", _text.ToString());
    }

    [Fact]
    public void A_whole_line_reaches_a_stream_in_one_piece_so_that_the_log_beside_it_stays_whole()
    {
        using var pieces = new Pieces();

        new ReportWriter(pieces, terminal: null).Line(Second);

        Assert.Equal([Second + "\n"], pieces.Written);
    }

    private IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(_text) });
        console.Profile.Width = 32_000;
        return console;
    }

    private sealed class Pieces : StringWriter
    {
        public List<string> Written { get; } = [];

        public override void Write(string? value) => Written.Add(value ?? string.Empty);

        public override void Write(char value) => Written.Add(value.ToString());
    }
}
