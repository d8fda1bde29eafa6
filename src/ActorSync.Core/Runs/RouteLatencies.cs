using System.Collections.Immutable;

namespace ActorSync.Core.Runs;

/// <summary>The latencies of each route, by its template.</summary>
/// <param name="ByRoute">One histogram per route that was asked, in ordinal order.</param>
public sealed record RouteLatencies(ImmutableSortedDictionary<string, LatencyHistogram> ByRoute)
{
    /// <summary>The most routes that are told apart; the attempts of any further one count under <see cref="Others"/>.</summary>
    public const int MostRoutes = 64;

    /// <summary>Stands for the routes beyond <see cref="MostRoutes"/>.</summary>
    public const string Others = "(other routes)";

    /// <summary>Nothing measured.</summary>
    public static readonly RouteLatencies None = new(ImmutableSortedDictionary.Create<string, LatencyHistogram>(StringComparer.Ordinal));

    /// <summary>The latencies of these routes, without those that have none.</summary>
    public static RouteLatencies Of(IEnumerable<KeyValuePair<string, LatencyHistogram>> routes) =>
        new(routes.Where(route => route.Value.Counts.Length > 0).ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>The attempts of both.</summary>
    public static RouteLatencies operator +(RouteLatencies left, RouteLatencies right) => Combine(left, right, static (one, other) => one + other);

    /// <summary>The attempts since an earlier state of the same counters.</summary>
    public static RouteLatencies operator -(RouteLatencies now, RouteLatencies before) => Combine(now, before, static (one, other) => one - other);

    /// <inheritdoc/>
    public bool Equals(RouteLatencies? other) => other is not null && ByRoute.SequenceEqual(other.ByRoute);

    /// <inheritdoc/>
    public override int GetHashCode() => ByRoute.Count;

    private static RouteLatencies Combine(RouteLatencies left, RouteLatencies right, Func<LatencyHistogram, LatencyHistogram, LatencyHistogram> operation) =>
        right.ByRoute.IsEmpty ? left : Of(left.ByRoute.Keys.Union(right.ByRoute.Keys, StringComparer.Ordinal).Select(route => KeyValuePair.Create(
            route,
            operation(left.ByRoute.GetValueOrDefault(route, LatencyHistogram.None), right.ByRoute.GetValueOrDefault(route, LatencyHistogram.None)))));
}
