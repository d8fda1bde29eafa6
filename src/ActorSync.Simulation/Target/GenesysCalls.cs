using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Dialects;

namespace ActorSync.Simulation.Target;

/// <summary>The calls of the public Genesys Cloud API that ActorSync makes.</summary>
internal sealed class GenesysCalls(SimulatedTarget target) : TargetCalls(target)
{
    public override TargetAnswer? Answer(TargetRequest request, string[] parts, Dictionary<string, string> query) => (request.Verb, parts) switch
    {
        (RequestVerb.Get, ["routing", "skills"]) => SimulatedTarget.Page([.. Target.Names.Skills], query, 500, WriteSkill),
        (RequestVerb.Get, ["users"]) => SimulatedTarget.Page([.. Target.Shown.Where(user => user.IsActive == (query["state"] == "active"))], query, 500, WriteUser),
        (RequestVerb.Get, ["users", var id]) => Target.Show(id) is { } user ? Whole(user) : UnknownUser,
        (RequestVerb.Get, ["users", var id, "routingskills"]) =>
            Target.Show(id) is { } user ? SimulatedTarget.Page([.. user.Skills], query, 50, WriteHeldSkill) : UnknownUser,
        (RequestVerb.Patch, ["users", var id]) => Target.Find(id) is { } user ? PatchProfile(user, request.Body) : UnknownUser,
        (RequestVerb.Patch, ["users", var id, "routingskills", "bulk"]) => Target.Find(id) is { } user ? PatchSkills(user, request.Body) : UnknownUser,
        (RequestVerb.Delete, ["users", var id, "routingskills", var skill]) => Target.Find(id) is { } user ? DeleteSkill(user, skill) : UnknownUser,
        _ => null,
    };

    private TargetAnswer PatchProfile(TargetUser user, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        if (json.RootElement.GetProperty("version").GetInt32() != user.Version)
        {
            return TargetAnswer.Error(409, "general.conflict", "The version does not match the current version.");
        }

        var names = json.RootElement.GetProperty("certifications").EnumerateArray().Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal);
        var certifications = user.Certifications.RemoveRange(user.Certifications.Keys.Where(name => !names.Contains(name)));
        foreach (var name in names.Where(name => !certifications.ContainsKey(name)))
        {
            certifications = certifications.Add(name, new HeldValue(0, null, null, ValueOwner.ActorSync));
        }

        var after = user with { Version = user.Version + 1, Certifications = certifications };
        Target.Write(user, after);
        return Whole(after);
    }

    private TargetAnswer PatchSkills(TargetUser user, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var skills = user.Skills;
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var id = item.GetProperty("id").GetString()!;
            var level = item.GetProperty("proficiency").GetDecimal();
            if (!Target.Names.Skills.ContainsKey(id) || level is < 0 or > 5)
            {
                return Refused($"skill {id} at {level}");
            }

            skills = skills.SetItem(id, Target.Rated(user.Id, id, skills.GetValueOrDefault(id), level));
        }

        var after = user with { Skills = skills };
        Target.Write(user, after);
        return SimulatedTarget.Page([.. after.Skills], new() { ["pageSize"] = "500" }, 500, WriteHeldSkill);
    }

    private TargetAnswer DeleteSkill(TargetUser user, string skill)
    {
        if (!user.Skills.ContainsKey(skill))
        {
            return TargetAnswer.Error(404, "not.found", "The user does not hold the skill.");
        }

        Target.Write(user, user with { Skills = user.Skills.Remove(skill) });
        return new TargetAnswer(204, default);
    }

    private static TargetAnswer Whole(TargetUser user) => new(200, JsonBytes.Of(json => WriteUser(json, user)));

    private static void WriteUser(Utf8JsonWriter json, TargetUser user)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, user.Id);
        json.WriteString("email"u8, user.Email);
        json.WriteString("state"u8, user.IsActive ? "active"u8 : "inactive"u8);
        json.WriteNumber("version"u8, user.Version);
        json.WriteStartObject("employerInfo"u8);
        json.WriteString("employeeId"u8, user.Employee);
        json.WriteEndObject();
        json.WriteStartArray("skills"u8);
        foreach (var held in user.Skills)
        {
            WriteHeldSkill(json, held);
        }

        json.WriteEndArray();
        json.WriteStartArray("certifications"u8);
        foreach (var name in user.Certifications.Keys)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteHeldSkill(Utf8JsonWriter json, KeyValuePair<string, HeldValue> held)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, held.Key);
        json.WriteNumber("proficiency"u8, held.Value.Level);
        json.WriteString("state"u8, "active"u8);
        json.WriteEndObject();
    }

    private static void WriteSkill(Utf8JsonWriter json, KeyValuePair<string, string> skill)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, skill.Key);
        json.WriteString("name"u8, skill.Value);
        json.WriteString("state"u8, "active"u8);
        json.WriteEndObject();
    }
}
