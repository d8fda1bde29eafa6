using System.Collections.Concurrent;
using System.Diagnostics;
using ActorSync.Engine.Gateway;

namespace ActorSync.Engine.Tests.Gateway;

/// <summary>Listens to the spans of all gateways in the process, in the order in which they began.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _begun = new();
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _begun.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IEnumerable<Activity> Named(string name) => _begun.Where(span => span.DisplayName == name);

    public IReadOnlyList<Activity> Under(Activity parent) => [.. _begun.Where(span => span.ParentSpanId == parent.SpanId && span.TraceId == parent.TraceId)];

    public IEnumerable<Activity> InTraceOf(Activity span) => _begun.Where(other => other.TraceId == span.TraceId);

    public void Dispose() => _listener.Dispose();
}
