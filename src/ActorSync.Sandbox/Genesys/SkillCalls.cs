using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The calls on the catalogue of routing skills.</summary>
internal static class SkillCalls
{
    private const int MaxPageSize = 500;

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var withDeleted = call.Strike(FaultKind.DeletedSkillsListed) is not null;
        var prefix = call.Query("name") ?? string.Empty;
        var ids = call.QueryList("id");
        var rows = call.Visible(call.World.Skills.Rows)
            .Where(skill => (withDeleted || !skill.IsDeleted)
                && skill.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
                && (ids.Count == 0 || ids.Contains(skill.Id)))
            .ToArray();
        return call.Page(page, rows.Length, (json, row) => Write(json, rows[row]));
    }

    /// <summary>Reads one skill; a deleted one still comes, and says so in its state.</summary>
    public static Reply Read(Call call)
    {
        var id = call.Id("skillId");
        return call.World.Skills.Find(id) is { } found && call.Visible([found]).FirstOrDefault() is { } skill
            ? Reply.Ok(json => Write(json, skill))
            : call.Refuse(Problem.NotFound($"skill {id}"));
    }

    public static Reply Create(Call call)
    {
        var fields = new Fields(call.Body, "name");
        var name = fields.Text("name");
        if (fields.Problem is { } problem)
        {
            return call.Refuse(problem);
        }

        return call.World.Exclusively(world =>
        {
            if (world.Skills.Rows.Any(skill => !skill.IsDeleted && skill.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return call.Refuse(Problem.Conflict($"A skill with the name '{name}' exists already."));
            }

            var made = new Skill(Ids.ForSkill(world, name), name);
            call.Await(world.PutNew(made));
            return Reply.Ok(json => Write(json, made));
        });
    }

    /// <summary>Deletes a skill whoever holds it: it vanishes from its holders, and stays as deleted in what refers to it.</summary>
    public static Reply Delete(Call call) => call.World.Exclusively(world =>
    {
        var id = call.Id("skillId");
        if (world.Skills.Find(id) is not { IsDeleted: false } skill)
        {
            return call.Refuse(Problem.NotFound($"skill {id}"));
        }

        call.Await(world.Put(skill with { State = StateNames.Deleted, Version = skill.Version + 1 }));
        return Reply.Empty(204);
    });

    private static void Write(Utf8JsonWriter json, Skill skill)
    {
        json.WriteStartObject();
        json.WriteString("id", skill.Id);
        json.WriteString("name", skill.Name);
        json.WriteString("state", skill.State);
        json.WriteString("version", skill.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteString("selfUri", $"/api/v2/routing/skills/{skill.Id}");
        json.WriteEndObject();
    }
}
