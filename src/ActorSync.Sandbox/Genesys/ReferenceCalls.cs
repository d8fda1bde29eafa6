using System.Text.Json;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The calls that tell what else refers to a skill: skill groups and flows.</summary>
internal static class ReferenceCalls
{
    private const int MaxPageSize = 100;
    private const string SkillType = "ACDSKILL";

    public static Reply SkillGroups(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var rows = call.World.SkillGroups.Rows;
        return call.Page(page, rows.Length, (json, row) => rows[row].Content.WriteTo(json));
    }

    public static Reply ConsumingResources(Call call)
    {
        if (call.Query("id") is not { Length: > 0 } id || call.Query("objectType") is not { Length: > 0 } type)
        {
            return call.Refuse(Problem.BadRequest("id and objectType say what is consumed."));
        }

        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var rows = call.World.Flows.Rows
            .Where(flow => type == SkillType && flow.Content.GetProperty("skillIds").EnumerateArray().Any(skill => skill.GetString() == id))
            .ToArray();
        return call.Page(page, rows.Length, (json, row) => WriteFlow(json, rows[row].Content));
    }

    private static void WriteFlow(Utf8JsonWriter json, JsonElement flow)
    {
        json.WriteStartObject();
        foreach (var property in flow.EnumerateObject().Where(property => property.Name != "skillIds"))
        {
            property.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
