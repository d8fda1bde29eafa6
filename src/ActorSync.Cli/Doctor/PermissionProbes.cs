using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Cli.Doctor;

/// <summary>The rights that the commands need, and the request that tells each.</summary>
/// <remarks>
/// No API of either dialect says what a client may do. A view right is shown by a read. A write right is shown by a request
/// whose user or skill cannot exist: the target answers 403 to a client without the right and "not found" to one with it,
/// and in both cases there is nothing that it could change.
/// </remarks>
internal static class PermissionProbes
{
    private const string Nobody = PermissionProbe.Nobody;
    private const string Readers = "plan, undo, apply, run, resume and taxonomy";
    private const string UserReaders = "plan, undo, apply, run and resume";
    private const string Writers = "apply, run and resume";

    private static readonly IReadOnlyList<PermissionProbe> Guide =
    [
        new("routing:read", HttpMethod.Get, "api/v2/skills?pageSize=1", null, Readers, false),
        new("user:read", HttpMethod.Get, "api/v2/users?pageSize=1", null, UserReaders, false),
        new("user:write", HttpMethod.Patch, $"api/v2/users/{Nobody}/skills", "[]", Writers, true),
        new("routing:write", HttpMethod.Delete, $"api/v2/skills/{Nobody}", null, "taxonomy apply", true),
    ];

    private static readonly IReadOnlyList<PermissionProbe> Genesys =
    [
        new("routing:skill:view", HttpMethod.Get, "api/v2/routing/skills?pageSize=1", null, Readers, false),
        new("directory:user:view", HttpMethod.Get, "api/v2/users?pageSize=1", null, UserReaders, false),
        new("routing:skill:assign", HttpMethod.Patch, $"api/v2/users/{Nobody}/routingskills/bulk", "[]", Writers, true),
        new("directory:user:edit", HttpMethod.Patch, $"api/v2/users/{Nobody}", """{"version":1,"certifications":[]}""", Writers, true),
        new("routing:skill:manage", HttpMethod.Delete, $"api/v2/routing/skills/{Nobody}", null, "taxonomy apply", true),
    ];

    /// <summary>The probes of a dialect, reads first.</summary>
    public static IReadOnlyList<PermissionProbe> Of(TargetDialect dialect) => dialect == TargetDialect.Guide ? Guide : Genesys;
}
