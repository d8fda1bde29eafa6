using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>Fills a route's template.</summary>
internal static class RoutePath
{
    /// <summary>The path with the user's id, which is opaque and may hold anything, in the place of <c>{id}</c>.</summary>
    public static string Of(string route, UserId user) => route.Replace("{id}", Uri.EscapeDataString(user.Value), StringComparison.Ordinal);
}
