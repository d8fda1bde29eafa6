using System.Diagnostics;

namespace ActorSync.Engine.Gateway;

/// <summary>Holds the span of the work that is going on in a process, for those who send on its behalf on other threads.</summary>
public sealed class SpanHolder
{
    private volatile Activity? _current;

    /// <summary>The context for spans below it; the default where nobody traces.</summary>
    public ActivityContext Context => _current?.Context ?? default;

    /// <summary>Begins the span of a run; dispose of the result to end it.</summary>
    /// <param name="name">What is done: <c>run</c>, <c>plan</c>.</param>
    /// <param name="run">The run's id.</param>
    public IDisposable Begin(string name, string run)
    {
        var before = Activity.Current;
        var span = GatewayDiagnostics.Source.StartActivity(name);
        Activity.Current = before; // Whoever works on the run's behalf asks here; what flows along with this thread is not the run alone.
        span?.SetTag("actorsync.run.id", run);
        _current = span;
        return new End(this);
    }

    private sealed class End(SpanHolder holder) : IDisposable
    {
        public void Dispose()
        {
            holder._current?.Dispose();
            holder._current = null;
        }
    }
}
