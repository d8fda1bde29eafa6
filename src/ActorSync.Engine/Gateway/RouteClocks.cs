using System.Collections.Concurrent;
using ActorSync.Core.Runs;

namespace ActorSync.Engine.Gateway;

/// <summary>Gathers how long attempts take, by route, from every thread: one look-up and one addition per attempt.</summary>
internal sealed class RouteClocks
{
    private readonly ConcurrentDictionary<string, long[]> _routes = new(StringComparer.Ordinal);
    private readonly long[] _others = new long[LatencyHistogram.Buckets];

    /// <summary>Notes how long an attempt took.</summary>
    public void Note(string route, TimeSpan took) => Interlocked.Increment(ref CountsOf(route)[LatencyHistogram.BucketOf(took)]);

    /// <summary>What was gathered so far.</summary>
    public RouteLatencies Read() => RouteLatencies.Of(
        _routes.Append(KeyValuePair.Create(RouteLatencies.Others, _others)).Select(route => KeyValuePair.Create(route.Key, LatencyHistogram.Of(route.Value))));

    private long[] CountsOf(string route)
    {
        if (_routes.TryGetValue(route, out var counts))
        {
            return counts;
        }

        // Two threads may each add the last one: a route more is no harm, a thousand would be.
        return _routes.Count < RouteLatencies.MostRoutes ? _routes.GetOrAdd(route, static _ => new long[LatencyHistogram.Buckets]) : _others;
    }
}
