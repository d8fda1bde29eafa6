using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace ActorSync.Cli.Logging;

/// <summary>Passes what another formatter writes through the redactor, properties and exceptions included.</summary>
internal sealed class RedactingFormatter(ITextFormatter inner, Redactor redactor) : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        inner.Format(logEvent, text);
        output.Write(redactor.Redact(text.ToString()));
    }
}
