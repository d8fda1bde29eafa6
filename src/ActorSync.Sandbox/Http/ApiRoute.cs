using Microsoft.AspNetCore.Http;

namespace ActorSync.Sandbox.Http;

/// <summary>One call of a dialect: its method, path, the permission that it needs, and what answers it.</summary>
internal sealed record ApiRoute(string Method, string Template, string Permission, Func<Call, Reply> Answer)
{
    /// <summary>The name under which the call is counted and faults find it, such as <c>GET /api/v2/users</c>.</summary>
    public string Name { get; } = $"{Method} {Template}";

    public bool IsRead { get; } = Method == HttpMethods.Get;

    /// <summary>Whether the call carries a JSON body.</summary>
    public bool HasBody { get; } = Method is not ("GET" or "DELETE");

    /// <summary>Whether the organisation's allowance for queue routes is taken too.</summary>
    public bool IsQueueRoute { get; } = Template.StartsWith("/api/v2/routing/queues", StringComparison.Ordinal);

    public static ApiRoute Get(string template, string permission, Func<Call, Reply> answer) => new("GET", template, permission, answer);

    public static ApiRoute Post(string template, string permission, Func<Call, Reply> answer) => new("POST", template, permission, answer);

    public static ApiRoute Put(string template, string permission, Func<Call, Reply> answer) => new("PUT", template, permission, answer);

    public static ApiRoute Patch(string template, string permission, Func<Call, Reply> answer) => new("PATCH", template, permission, answer);

    public static ApiRoute Delete(string template, string permission, Func<Call, Reply> answer) => new("DELETE", template, permission, answer);
}
