using Serilog.Core;
using Serilog.Events;

namespace ActorSync.Cli.Logging;

/// <summary>Gives an event with an exception one line that says why, for logs that show no stack traces.</summary>
internal sealed class CauseEnricher : ILogEventEnricher
{
    /// <summary>The property: ": " and each exception's type and message from the outermost in; absent without an exception.</summary>
    public const string Property = "Cause";

    /// <inheritdoc/>
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        if (logEvent.Exception is { } exception)
        {
            logEvent.AddPropertyIfAbsent(new LogEventProperty(Property, new ScalarValue($": {Chain(exception)}")));
        }
    }

    private static string Chain(Exception exception)
    {
        var text = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        return exception.InnerException is { } inner ? $"{text} ({Chain(inner)})" : text;
    }
}
