using Spectre.Console;

namespace ActorSync.Cli;

/// <summary>Makes consoles for the program's streams.</summary>
internal static class CliConsole
{
    /// <summary>A console for a stream that a person sees on a terminal.</summary>
    /// <param name="writer">The stream.</param>
    /// <param name="width">The width to wrap at, or null for the terminal's.</param>
    public static IAnsiConsole OnTerminal(TextWriter writer, int? width = null)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (width is { } columns)
        {
            console.Profile.Width = columns;
        }

        return console;
    }

    /// <summary>A console for help, in plain text of a fixed width where no terminal shows it.</summary>
    public static IAnsiConsole ForHelp(TextWriter writer, bool isTerminal)
    {
        if (isTerminal)
        {
            return OnTerminal(writer);
        }

        const int Wide = 160;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = Wide;
        return console;
    }
}
