using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace ActorSync.Cli.Logging;

/// <summary>Gives an event with an exception a few words that say why, for logs that show no stack traces.</summary>
internal sealed class CauseEnricher : ILogEventEnricher
{
    /// <summary>The property, to follow the message: each exception's type and message from the outermost in, what an outer one has said left out; absent without an exception.</summary>
    public const string Property = "Cause";

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Exception is { } exception)
        {
            var isSentence = logEvent.RenderMessage(CultureInfo.InvariantCulture).EndsWith('.');
            logEvent.AddPropertyIfAbsent(new LogEventProperty(Property, new ScalarValue((isSentence ? " " : ": ") + Chain(exception))));
        }
    }

    private static string Chain(Exception exception)
    {
        if (exception is AggregateException { InnerExceptions: [var only] })
        {
            return Chain(only);
        }

        var inner = exception.InnerException;
        while (inner is { Message.Length: > 0 } && exception.Message.Contains(inner.Message, StringComparison.Ordinal))
        {
            inner = inner.InnerException;
        }

        var text = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        return inner is null ? text : $"{text} ({Chain(inner)})";
    }
}
