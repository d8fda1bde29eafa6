using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Guide;

/// <summary>The calls on the skills of one user.</summary>
internal static class UserSkillCalls
{
    private const int Removal = 0;
    private const int Least = 1;
    private const int Most = 5;

    public static Reply Read(Call call)
    {
        var user = call.FindUser();
        return user is null ? call.RefuseUser() : ReplyWith(user, 200);
    }

    public static Reply Merge(Call call) => Change(call, Removal, (user, items) =>
    {
        foreach (var item in items)
        {
            user = item.Level == Removal ? user.WithoutSkill(item.SkillId) : user.WithSkill(item.SkillId, item.Level);
        }

        return user;
    });

    public static Reply Replace(Call call) => Change(call, Least, (user, items) => user with { Skills = [.. items] });

    private static Reply Change(Call call, int least, Func<User, List<HeldSkill>, User> apply)
    {
        if (Bulk.Read<HeldSkill>(call, ReadItem, item => item.SkillId, out var items) is { } problem)
        {
            return call.Refuse(problem);
        }

        if (call.FindUser() is null)
        {
            return call.RefuseUser();
        }

        var status = Bulk.CutInPart(call, items) ?? 200;
        var (user, durable) = call.World.ChangeUser(call.Id("userId"), before =>
            before.State == UserState.Deleted || items.Count == 0 ? null : apply(before, items) with { Version = before.Version + 1 });
        call.Await(durable);
        return ReplyWith(user!, status);

        Problem? ReadItem(JsonElement element, out HeldSkill item)
        {
            var fields = new Fields(element, "id", "level");
            var id = fields.Text("id");
            var level = fields.Number("level", least, Most);
            var skill = call.World.Skills.Find(id);
            if (skill is not { IsDeleted: false })
            {
                fields.Refuse(Problem.Constraint($"'{id}' is no skill.", "id", id));
            }

            item = new HeldSkill(skill?.Id ?? id, level);
            return fields.Problem;
        }
    }

    private static Reply ReplyWith(User user, int status) => Reply.Json(status, json =>
    {
        json.WriteStartArray();
        foreach (var held in user.Skills)
        {
            json.WriteStartObject();
            json.WriteString("id", held.SkillId);
            json.WriteNumber("level", (int)held.Level);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
