using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Sandbox.Coaching;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The calls of the public platform API that skills and certifications need, with its permissions, pages and errors.</summary>
internal sealed class GenesysDialect : IDialect
{
    private const string SkillView = "routing:skill:view";
    private const string SkillAssign = "routing:skill:assign";
    private const string SkillManage = "routing:skill:manage";
    private const string UserView = "directory:user:view";
    private const string UserEdit = "directory:user:edit";
    private const string QueueView = "routing:queue:view";
    private const string QueueEdit = "routing:queue:edit";
    private const string SkillGroupView = "routing:skillGroup:view";
    private const string DependencyView = "architect:dependencyTracking:view";
    private const string AppointmentAdd = "coaching:appointment:add";
    private const string AppointmentView = "coaching:appointment:view";

    public ImmutableArray<string> Permissions { get; } =
    [
        SkillView, SkillAssign, SkillManage, UserView, UserEdit, QueueView, QueueEdit, SkillGroupView, DependencyView,
        AppointmentAdd, AppointmentView,
    ];

    public string? CorrelationHeader => "ININ-Correlation-Id";

    public ImmutableArray<ApiRoute> Routes { get; } =
    [
        ApiRoute.Get("/api/v2/routing/skills", SkillView, SkillCalls.List),
        ApiRoute.Post("/api/v2/routing/skills", SkillManage, SkillCalls.Create),
        ApiRoute.Get("/api/v2/routing/skills/{skillId}", SkillView, SkillCalls.Read),
        ApiRoute.Delete("/api/v2/routing/skills/{skillId}", SkillManage, SkillCalls.Delete),
        ApiRoute.Get("/api/v2/users", UserView, UserListings.ByPage),
        ApiRoute.Get("/api/v2/users/query", UserView, UserListings.ByCursor),
        ApiRoute.Post("/api/v2/users", UserEdit, UserCalls.Create),
        ApiRoute.Get("/api/v2/users/{userId}", UserView, UserCalls.Read),
        ApiRoute.Patch("/api/v2/users/{userId}", UserEdit, UserCalls.Change),
        ApiRoute.Get("/api/v2/users/externalid/{authority}/{key}", UserView, UserCalls.ReadByExternalId),
        ApiRoute.Get("/api/v2/users/{userId}/routingskills", UserView, RoutingSkillCalls.List),
        ApiRoute.Patch("/api/v2/users/{userId}/routingskills/bulk", SkillAssign, RoutingSkillCalls.Merge),
        ApiRoute.Put("/api/v2/users/{userId}/routingskills/bulk", SkillAssign, RoutingSkillCalls.Replace),
        ApiRoute.Delete("/api/v2/users/{userId}/routingskills/{skillId}", SkillAssign, RoutingSkillCalls.Remove),
        ApiRoute.Get("/api/v2/routing/queues", QueueView, QueueCalls.List),
        ApiRoute.Get("/api/v2/routing/queues/{queueId}", QueueView, QueueCalls.Read),
        ApiRoute.Put("/api/v2/routing/queues/{queueId}", QueueEdit, QueueCalls.Replace),
        ApiRoute.Get("/api/v2/routing/skillgroups", SkillGroupView, ReferenceCalls.SkillGroups),
        ApiRoute.Get("/api/v2/architect/dependencytracking/consumingresources", DependencyView, ReferenceCalls.ConsumingResources),
        ApiRoute.Get(Appointments.Template, AppointmentView, Appointments.List),
        ApiRoute.Post(Appointments.Template, AppointmentAdd, Appointments.Create),
    ];

    public Problem MissingPermission(string permission) => new(
        403,
        "missing.any.permissions",
        $"Unable to perform the requested action. You must have at least one of the following permissions assigned: [{permission}]");

    public void WriteProblem(Utf8JsonWriter json, Problem problem, string contextId)
    {
        json.WriteStartObject();
        json.WriteString("message", problem.Message);
        json.WriteString("code", problem.Code);
        json.WriteNumber("status", problem.Status);
        if (problem.Status != 429)
        {
            json.WriteString("messageWithParams", problem.Message);
            json.WriteStartObject("messageParams");
            json.WriteEndObject();
        }

        json.WriteString("contextId", contextId);
        json.WriteStartArray("details");
        if (problem.Field is not null || problem.EntityId is not null)
        {
            json.WriteStartObject();
            json.WriteString("errorCode", problem.Code);
            json.WriteString("fieldName", problem.Field);
            json.WriteString("entityId", problem.EntityId);
            json.WriteNull("entityName");
            json.WriteEndObject();
        }

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
        json.WriteString("firstUri", links.Uri(1));
        if (links.HasNext)
        {
            json.WriteString("nextUri", links.Uri(links.Number + 1));
        }

        if (links.HasPrevious)
        {
            json.WriteString("previousUri", links.Uri(links.Number - 1));
        }

        json.WriteString("lastUri", links.Uri(Math.Max(1, links.PageCount)));
        json.WriteString("selfUri", links.Uri(links.Number));
    }
}
