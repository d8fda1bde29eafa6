using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Spectre.Console;

namespace ActorSync.Cli.Logging;

/// <summary>Writes log events to standard error; on a terminal through the console that also draws the progress bar, so that neither tears the other.</summary>
internal sealed class StandardErrorSink(ITextFormatter formatter, TextWriter writer, IAnsiConsole? terminal) : ILogEventSink
{
    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, text);
        if (terminal is null)
        {
            writer.Write(text.ToString());
        }
        else
        {
            terminal.Write(new Text(text.ToString()));
        }
    }
}
