using System.Text.Json;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Sandbox.Http;

/// <summary>Why a request is refused, in the words of the target.</summary>
internal sealed record Problem(int Status, string Code, string Message)
{
    /// <summary>The property of the body that is wrong, where one is.</summary>
    public string? Field { get; init; }

    /// <summary>The id that the refusal speaks of, where there is one.</summary>
    public string? EntityId { get; init; }

    /// <summary>The limit that refuses, where one does.</summary>
    public LimitHit? Limit { get; init; }

    /// <summary>Writes the property <c>limit</c> of an error's body, where a limit refuses.</summary>
    public void WriteLimit(Utf8JsonWriter json)
    {
        if (Limit is null)
        {
            return;
        }

        json.WriteStartObject("limit");
        json.WriteString("key", Limit.Limit.Key);
        json.WriteString("namespace", Limit.Limit.Namespace);
        json.WriteNumber("value", Limit.PerMinute);
        json.WriteEndObject();
    }

    public static Problem NotFound(string what) => new(404, "not.found", $"Not found: {what}.");

    public static Problem OtherDivision() => new(403, "missing.division.permission", "Not allowed in the division of this user.");

    public static Problem Constraint(string message, string? field = null, string? entityId = null) =>
        new(400, "constraint.validation", message) { Field = field, EntityId = entityId };

    public static Problem BadTimestamp(string field, string? text) =>
        new(400, "invalid.timestamp", $"'{text}' is no timestamp in UTC such as 2025-01-14T23:59:59.999Z.") { Field = field };

    public static Problem BadRequest(string message) => new(400, "bad.request", message);

    public static Problem Conflict(string message) => new(409, "general.conflict", message);
}
