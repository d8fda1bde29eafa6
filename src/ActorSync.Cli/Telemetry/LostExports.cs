using System.Diagnostics.Tracing;

namespace ActorSync.Cli.Telemetry;

/// <summary>Notices that a collector does not take what is sent to it: the exporters say so on an event source alone.</summary>
internal sealed class LostExports(IReadOnlyCollection<Uri> collectors) : EventListener
{
    private const string Exporters = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private volatile bool _any;

    /// <summary>Whether anything was lost.</summary>
    public bool Any => _any;

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporters)
        {
            EnableEvents(eventSource, EventLevel.Informational); // A refused connection is but a transient error there.
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var isBad = eventData.Level is EventLevel.Critical or EventLevel.Error || eventData.EventName?.Contains("Error", StringComparison.Ordinal) == true;
        if (!isBad)
        {
            return;
        }

        // The source is the process's, and speaks of every collector.
        var isOurs = eventData.Payload?.OfType<string>().Any(text => collectors?.Any(each => text.Contains(each.Authority, StringComparison.OrdinalIgnoreCase)) == true);
        _any |= isOurs == true;
    }
}
