namespace ActorSync.Benchmarks.Scripts;

/// <summary>One API request as the program sent it.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Path and query.</param>
/// <param name="User">The user whom a write is for, or null; the writes of one user keep their order.</param>
/// <param name="Body">The JSON, or null.</param>
internal sealed record RecordedRequest(string Method, string Path, string? User, string? Body)
{
    private const string UsersPath = "/api/v2/users/";

    /// <summary>Whether it could change something.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>The user whom a path names, or null.</summary>
    public static string? UserOf(string path) =>
        path.StartsWith(UsersPath, StringComparison.Ordinal) ? path[UsersPath.Length..].Split('/', '?')[0] : null;
}
