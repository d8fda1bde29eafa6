using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Sandbox.Coaching;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox.Guide;

/// <summary>The calls of the founding guide, with its four scopes and its shapes of pages and errors.</summary>
internal sealed class GuideDialect : IDialect
{
    private const string UserRead = "user:read";
    private const string UserWrite = "user:write";
    private const string RoutingRead = "routing:read";
    private const string RoutingWrite = "routing:write";

    public ImmutableArray<string> Permissions { get; } = [UserRead, UserWrite, RoutingRead, RoutingWrite];

    public string? CorrelationHeader => null;

    public ImmutableArray<ApiRoute> Routes { get; } =
    [
        ApiRoute.Get("/api/v2/skills", RoutingRead, SkillCalls.List),
        ApiRoute.Post("/api/v2/skills", RoutingWrite, SkillCalls.Create),
        ApiRoute.Delete("/api/v2/skills/{skillId}", RoutingWrite, SkillCalls.Delete),
        ApiRoute.Get("/api/v2/skills/{skillId}/users", RoutingRead, SkillCalls.Holders),
        ApiRoute.Get("/api/v2/certifications", RoutingRead, CertificationCalls.List),
        ApiRoute.Post("/api/v2/certifications", RoutingWrite, CertificationCalls.Create),
        ApiRoute.Get("/api/v2/certifications/{certificationId}/users", RoutingRead, CertificationCalls.Holders),
        ApiRoute.Get("/api/v2/users", UserRead, UserCalls.List),
        ApiRoute.Get("/api/v2/users/{userId}/skills", UserRead, UserSkillCalls.Read),
        ApiRoute.Patch("/api/v2/users/{userId}/skills", UserWrite, UserSkillCalls.Merge),
        ApiRoute.Put("/api/v2/users/{userId}/skills", UserWrite, UserSkillCalls.Replace),
        ApiRoute.Get("/api/v2/users/{userId}/certifications", UserRead, UserCertificationCalls.Read),
        ApiRoute.Patch("/api/v2/users/{userId}/certifications", UserWrite, UserCertificationCalls.Merge),
        ApiRoute.Get("/api/v2/routing/queues", RoutingRead, QueueCalls.List),
        ApiRoute.Patch("/api/v2/routing/queues/{queueId}", RoutingWrite, QueueCalls.Change),
        ApiRoute.Get(Appointments.Template, UserRead, Appointments.List),
        ApiRoute.Post(Appointments.Template, UserWrite, Appointments.Create),
    ];

    public Problem MissingPermission(string permission) =>
        new(403, "missing.permissions", $"The token lacks the scope {permission}.");

    public void WriteProblem(Utf8JsonWriter json, Problem problem, string contextId)
    {
        json.WriteStartObject();
        json.WriteString("message", problem.Message);
        json.WriteString("code", problem.Code);
        json.WriteNumber("status", problem.Status);
        json.WriteStartObject("messageParams");
        json.WriteEndObject();
        json.WriteString("contextId", contextId);
        json.WriteStartArray("details");
        json.WriteEndArray();
        json.WriteStartArray("errors");
        json.WriteEndArray();
        problem.WriteLimit(json);
        json.WriteEndObject();
    }

    public void WritePageFields(Utf8JsonWriter json, PageLinks links)
    {
        json.WriteNumber("pageSize", links.Size);
        json.WriteNumber("pageNumber", links.Number);
        json.WriteNumber("total", links.Total);
        json.WriteNumber("pageCount", links.PageCount);
        if (links.HasNext)
        {
            json.WriteString("nextUri", links.Uri(links.Number + 1));
        }
    }
}
