namespace ActorSync.Cli.Doctor;

/// <summary>A request that tells whether the client has one right.</summary>
/// <param name="Permission">The right, as the target names it.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="Path">The path below the API's address.</param>
/// <param name="Body">The body, or null.</param>
/// <param name="Commands">The commands that need the right.</param>
/// <param name="IsWrite">Whether the request has the form of a write; it speaks of an id that cannot exist, so that nothing can change.</param>
internal sealed record PermissionProbe(string Permission, HttpMethod Verb, string Path, string? Body, string Commands, bool IsWrite);
