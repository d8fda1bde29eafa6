namespace ActorSync.Sandbox;

/// <summary>Routes as people type them: a variable part may have any name, <c>{id}</c> as well as <c>{userId}</c>.</summary>
internal static class RouteShape
{
    /// <summary>The route without the names of its variable parts.</summary>
    public static string Of(string route) => string.Join('/', route.Split('/').Select(part => part.StartsWith('{') && part.EndsWith('}') ? "{}" : part));

    /// <summary>Whether what was typed stands in a route.</summary>
    public static bool Contains(string route, string typed) => typed.Contains('{', StringComparison.Ordinal)
        ? Of(route).Contains(Of(typed), StringComparison.OrdinalIgnoreCase)
        : route.Contains(typed, StringComparison.OrdinalIgnoreCase);
}
