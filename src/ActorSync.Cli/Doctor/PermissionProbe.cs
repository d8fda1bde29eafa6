namespace ActorSync.Cli.Doctor;

/// <summary>A request that tells whether the client has one right.</summary>
/// <param name="Permission">The right, as the target names it.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Path">The path below the API's address.</param>
/// <param name="Body">The body, or null.</param>
/// <param name="Commands">The commands that need the right.</param>
/// <param name="IsWrite">Whether the request has the form of a write; it speaks of an id that cannot exist, so that nothing can change.</param>
internal sealed record PermissionProbe(string Permission, HttpMethod Verb, string Path, string? Body, string Commands, bool IsWrite)
{
    /// <summary>The id of the user or skill that cannot exist.</summary>
    public const string Nobody = "00000000-0000-0000-0000-000000000000";

    /// <summary>The route as limits name it, such as <c>PATCH /api/v2/users/{id}</c>.</summary>
    public string Route => $"{Verb.Method} /{Path.Split('?')[0].Replace(Nobody, "{id}", StringComparison.Ordinal)}";
}
