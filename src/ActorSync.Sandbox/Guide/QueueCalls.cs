using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Guide;

/// <summary>The calls on queues, which require skills and certifications in this dialect.</summary>
internal static class QueueCalls
{
    private const int MaxPageSize = 100;
    private const int MaxLevel = 5;

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var wanted = call.QueryList("skillIds");
        var rows = call.World.Queues.Rows.Where(queue => wanted.Count == 0 || wanted.Any(id => Requires(queue, id))).ToArray();
        return call.Page(page, rows.Length, (json, row) => rows[row].Content.WriteTo(json));
    }

    public static Reply Change(Call call)
    {
        var fields = new Fields(call.Body, "id", "name", "requiredSkills", "requiredCertifications", "skillEvaluationMethod", "modifiedOn");
        CheckTexts(call, fields);
        CheckList(fields, "requiredSkills", item => CheckSkill(call, item));
        CheckList(fields, "requiredCertifications", item => CheckCertification(call, item));
        if (fields.Problem is { } problem)
        {
            return call.Refuse(problem);
        }

        var id = call.Id("queueId");
        return call.World.Exclusively(world =>
        {
            if (call.FindQueue() is not { } queue)
            {
                return call.Refuse(Problem.NotFound($"queue {id}"));
            }

            var content = Merge(queue.Content, call.Body, Timestamp.Format(call.Clock.Now));
            var changed = new Document(id, content.GetProperty("name").GetString()!, content);
            call.Await(world.PutQueue(changed));
            return Reply.Ok(changed.Content.WriteTo);
        });
    }

    /// <summary>Tells whether a queue requires this skill.</summary>
    public static bool Requires(Document queue, string skillId) =>
        queue.Content.GetProperty("requiredSkills").EnumerateArray().Any(item => item.GetProperty("id").GetString() == skillId);

    private static void CheckTexts(Call call, Fields fields)
    {
        if (fields.OptionalText("id") is { } id && id != call.Id("queueId"))
        {
            fields.Refuse(Problem.Constraint("The id of a queue never changes.", "id", id));
        }

        if (call.Body.ValueKind == JsonValueKind.Object && call.Body.TryGetProperty("name", out _))
        {
            fields.Text("name");
        }

        fields.OptionalText("skillEvaluationMethod");
        if (fields.OptionalText("modifiedOn") is { } modifiedOn && !Timestamp.TryParse(modifiedOn, out _))
        {
            fields.Refuse(Problem.BadTimestamp("modifiedOn", modifiedOn));
        }
    }

    private static void CheckList(Fields fields, string name, Func<JsonElement, (Problem? Problem, string Id)> check)
    {
        if (!fields.Has(name))
        {
            return;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in fields.Items(name))
        {
            var (problem, id) = check(item);
            fields.Refuse(problem);
            if (!ids.Add(id))
            {
                fields.Refuse(Problem.Constraint($"{name} holds an id twice.", name, id));
            }
        }
    }

    private static (Problem? Problem, string Id) CheckSkill(Call call, JsonElement item)
    {
        var fields = new Fields(item, "id", "minLevel");
        var id = fields.Text("id");
        fields.Number("minLevel", 1, MaxLevel);
        if (call.World.Skills.Find(id) is not { IsDeleted: false })
        {
            fields.Refuse(Problem.Constraint($"'{id}' is no skill.", "requiredSkills", id));
        }

        return (fields.Problem, id);
    }

    private static (Problem? Problem, string Id) CheckCertification(Call call, JsonElement item)
    {
        var fields = new Fields(item, "id");
        var id = fields.Text("id");
        if (call.World.Certifications.Find(id) is null)
        {
            fields.Refuse(Problem.Constraint($"'{id}' is no certification.", "requiredCertifications", id));
        }

        return (fields.Problem, id);
    }

    private static JsonElement Merge(JsonElement queue, JsonElement changes, string modifiedOn)
    {
        using var merged = JsonBody.Of(json =>
        {
            json.WriteStartObject();
            foreach (var property in queue.EnumerateObject())
            {
                if (property.Name == "modifiedOn")
                {
                    json.WriteString(property.Name, modifiedOn);
                    continue;
                }

                json.WritePropertyName(property.Name);
                var isChanged = changes.TryGetProperty(property.Name, out var changed) && changed.ValueKind != JsonValueKind.Null;
                (isChanged ? changed : property.Value).WriteTo(json);
            }

            json.WriteEndObject();
        });
        return JsonElement.Parse(merged.Bytes.Span);
    }
}
