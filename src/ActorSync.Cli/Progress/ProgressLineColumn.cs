using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace ActorSync.Cli.Progress;

/// <summary>The whole of a live line: the words, and behind them the bar and its percentage where they leave it room.</summary>
/// <remarks>One column, because several share a narrow terminal by wrapping the words.</remarks>
internal sealed class ProgressLineColumn : ProgressColumn
{
    /// <summary>The characters that the bar takes behind the words, with its percentage and the spaces before both.</summary>
    public const int BarRoom = 1 + BarWidth + 5;

    private const int BarWidth = 20;

    private volatile Line _line = new("Starting", null);

    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <summary>Shows these words from the next drawing on.</summary>
    /// <param name="words">The words, on one line.</param>
    /// <param name="share">How much is done, 0 to 1; null for no bar.</param>
    public void Show(string words, double? share) => _line = new Line(words, share);

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        ArgumentNullException.ThrowIfNull(options);

        var (words, share) = _line;
        if (share is not { } done)
        {
            return new Text(words);
        }

        var stroke = options.Unicode ? '━' : '-';
        var filled = (int)(BarWidth * Math.Clamp(done, 0, 1));
        var percent = ((int)(100 * Math.Clamp(done, 0, 1))).ToString(CultureInfo.InvariantCulture);
        return new Paragraph()
            .Append(words + " ")
            .Append(new string(stroke, filled), new Style(Color.Yellow))
            .Append(new string(stroke, BarWidth - filled), new Style(Color.Grey))
            .Append($" {percent,3}%");
    }

    private sealed record Line(string Words, double? Share);
}
