using System.Globalization;
using ActorSync.Cli.Progress;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorSync.EndToEnd.Tests.Progress;

public sealed class ProgressLineColumnTests
{
    [Theory]
    [InlineData(0.35, "Writing: 41 s left ━━━━━━━━━━━━━━━━━━━━  35%")]
    [InlineData(1.0, "Writing: 41 s left ━━━━━━━━━━━━━━━━━━━━ 100%")]
    [InlineData(null, "Writing: 41 s left")]
    public void Words_bar_and_percentage_share_one_line(double? share, string line) => Assert.Equal(line, Shown("Writing: 41 s left", share));

    [Fact]
    public void Words_that_fill_the_line_stay_on_it()
    {
        const int Width = 80;
        var words = new string('x', Width - 1 - ProgressLineColumn.BarRoom);

        var line = Shown(words, 0.5);

        Assert.DoesNotContain('\n', line);
        Assert.True(line.Length < Width);
    }

    private static string Shown(string words, double? share)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 80;
        console.Profile.Capabilities.Unicode = true;
        var column = new ProgressLineColumn();
        column.Show(words, share);

        console.Write(column.Render(RenderOptions.Create(console), new ProgressTask(1, "progress", 1), TimeSpan.Zero));
        return text.ToString();
    }
}
