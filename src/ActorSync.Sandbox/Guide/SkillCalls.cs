using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Guide;

/// <summary>The calls on the catalogue of skills.</summary>
internal static class SkillCalls
{
    private const int MaxPageSize = 500;
    private const int MaxHoldersPageSize = 100;

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var withDeleted = call.Strike(FaultKind.DeletedSkillsListed) is not null;
        var prefix = call.Query("name") ?? string.Empty;
        var rows = call.Visible(call.World.Skills.Rows)
            .Where(skill => (withDeleted || !skill.IsDeleted) && skill.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return call.Page(page, rows.Length, (json, row) => Write(json, rows[row]));
    }

    public static Reply Create(Call call)
    {
        var fields = new Fields(call.Body, "name", "description", "parentSkill");
        var name = fields.Text("name");
        var description = fields.OptionalText("description");
        var parentId = fields.Has("parentSkill") ? ReadParent(call, fields) : null;
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

            var skill = new Skill(Ids.ForSkill(world, name), name) { Description = description, ParentId = parentId };
            call.Await(world.PutNew(skill));
            return Reply.Ok(json => Write(json, skill));
        });
    }

    public static Reply Delete(Call call) => call.World.Exclusively(world =>
    {
        var id = call.Id("skillId");
        if (world.Skills.Find(id) is not { IsDeleted: false } skill)
        {
            return call.Refuse(Problem.NotFound($"skill {id}"));
        }

        if (world.Users.HoldersOfSkill(id).Length > 0 || world.Queues.Rows.Any(queue => QueueCalls.Requires(queue, id)))
        {
            return call.Refuse(new Problem(409, "skill.in.use", $"Users or queues refer to the skill '{skill.Name}'."));
        }

        call.Await(world.Put(skill with { State = StateNames.Deleted, Version = skill.Version + 1 }));
        return Reply.Empty(204);
    });

    public static Reply Holders(Call call)
    {
        var id = call.Id("skillId");
        if (call.World.Skills.Find(id) is not { IsDeleted: false })
        {
            return call.Refuse(Problem.NotFound($"skill {id}"));
        }

        if (call.WantedPage(MaxHoldersPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var slots = call.World.Users.HoldersOfSkill(id);
        return call.Page(page, slots.Length, (json, row) =>
        {
            var user = call.World.Users[slots[row]];
            var index = user.IndexOfSkill(id);
            if (index < 0)
            {
                return; // Given back since the list was made; the total is a moment older than the rows, as on any live target.
            }

            json.WriteStartObject();
            json.WriteString("id", user.Id);
            json.WriteNumber("level", (int)user.Skills[index].Level);
            json.WriteEndObject();
        });
    }

    private static string ReadParent(Call call, Fields fields)
    {
        var parent = new Fields(call.Body.GetProperty("parentSkill"), "id");
        var id = parent.Text("id");
        fields.Refuse(parent.Problem);
        if (call.World.Skills.Find(id) is not { IsDeleted: false })
        {
            fields.Refuse(Problem.Constraint($"'{id}' is no skill.", "parentSkill", id));
        }

        return id;
    }

    private static void Write(Utf8JsonWriter json, Skill skill)
    {
        json.WriteStartObject();
        json.WriteString("id", skill.Id);
        json.WriteString("name", skill.Name);
        json.WriteString("description", skill.Description);
        if (skill.ParentId is not null)
        {
            json.WriteStartObject("parentSkill");
            json.WriteString("id", skill.ParentId);
            json.WriteEndObject();
        }

        json.WriteString("state", skill.State);
        json.WriteEndObject();
    }
}
