using System.Diagnostics.CodeAnalysis;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox;

/// <summary>An allowance of all tokens together on one route.</summary>
/// <param name="Route">The method and the path, such as <c>PATCH /api/v2/users/{id}/routingskills/bulk</c>; a variable part may have any name.</param>
/// <param name="Limit">How much passes there.</param>
public sealed record RouteLimit(string Route, RateLimit Limit)
{
    /// <summary>Reads <c>METHOD /path=N[/SECONDS]</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out RouteLimit? limit)
    {
        limit = null;
        var at = text?.LastIndexOf('=') ?? -1;
        if (at <= 0 || !RateLimit.TryParse(text![(at + 1)..].Trim(), out var allowed))
        {
            return false;
        }

        limit = new RouteLimit(text[..at].Trim(), allowed);
        return true;
    }

    /// <summary>Returns the route that is meant, or null where there is none.</summary>
    internal ApiRoute? FindIn(IEnumerable<ApiRoute> routes) =>
        routes.FirstOrDefault(route => RouteShape.Of(route.Name).Equals(RouteShape.Of(Route), StringComparison.OrdinalIgnoreCase));
}
