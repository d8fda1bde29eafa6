using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The calls on the routing skills of one user.</summary>
internal static class RoutingSkillCalls
{
    private const int MaxPageSize = 50;
    private const double MaxProficiency = 5.0;

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var user = call.FindUser();
        return user is null ? call.RefuseUser() : PageOf(call, user, page);
    }

    public static Reply Merge(Call call) => Change(call, (user, items) =>
    {
        foreach (var item in items)
        {
            user = user.WithSkill(item.SkillId, item.Level);
        }

        return user;
    });

    public static Reply Replace(Call call) => Change(call, (user, items) => user with { Skills = [.. items] });

    public static Reply Remove(Call call)
    {
        var skillId = call.Id("skillId");
        if (call.FindUser() is null)
        {
            return call.RefuseUser();
        }

        if (call.World.Skills.Find(skillId) is null)
        {
            return call.Refuse(Problem.NotFound($"skill {skillId}"));
        }

        if (VersionClash.Meet(call) is { } clash)
        {
            return clash;
        }

        var (_, durable) = Write(call, user => user.IndexOfSkill(skillId) < 0 ? null : user.WithoutSkill(skillId));
        call.Await(durable);
        return Reply.Empty(204);
    }

    private static Reply Change(Call call, Func<User, List<HeldSkill>, User> apply)
    {
        if (Bulk.Read<HeldSkill>(call, ReadItem, item => item.SkillId, out var items) is { } problem)
        {
            return call.Refuse(problem);
        }

        if (call.FindUser() is null)
        {
            return call.RefuseUser();
        }

        if (VersionClash.Meet(call) is { } clash)
        {
            return clash;
        }

        var status = Bulk.CutInPart(call, items);
        var (user, durable) = Write(call, before => apply(before, items));
        call.Await(durable);
        var whole = new PageRequest(Math.Max(PageRequest.DefaultSize, user!.Skills.Length), 1);
        var reply = PageOf(call, user, whole);
        return status is null ? reply : reply with { Status = status.Value };

        Problem? ReadItem(JsonElement element, out HeldSkill item)
        {
            var fields = new Fields(element, "id", "proficiency");
            var id = fields.Text("id");
            var proficiency = fields.Real("proficiency", 0.0, MaxProficiency);
            var skill = call.World.Skills.Find(id);
            if (skill is not { IsDeleted: false })
            {
                fields.Refuse(Problem.Constraint($"'{id}' is no skill.", "id", id));
            }

            // The catalogue's own text for the id, so that a hundred thousand holders share it.
            item = new HeldSkill(skill?.Id ?? id, proficiency);
            return fields.Problem;
        }
    }

    /// <summary>Whether a write to the skills moves the version of the user is not settled, so a switch decides it.</summary>
    private static (User? User, Task Durable) Write(Call call, Func<User, User?> change)
    {
        var step = call.Strike(FaultKind.SkillWritesMoveVersion) is null ? 0 : 1;
        return call.World.ChangeUser(call.Id("userId"), before =>
            before.State != UserState.Deleted && change(before) is { } after ? after with { Version = before.Version + step } : null);
    }

    private static Reply PageOf(Call call, User user, PageRequest page)
    {
        var held = user.Skills.Where(each => call.World.Skills.Find(each.SkillId) is { IsDeleted: false }).ToArray();
        return call.Page(page, held.Length, (json, row) => UserWriter.WriteSkill(json, held[row], call.World));
    }
}
