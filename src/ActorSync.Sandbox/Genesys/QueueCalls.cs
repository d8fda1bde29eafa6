using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>The calls on queues, which are read and written as whole objects.</summary>
internal static class QueueCalls
{
    private const int MaxPageSize = 100;

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var rows = call.World.Queues.Rows;
        return call.Page(page, rows.Length, (json, row) => rows[row].Content.WriteTo(json));
    }

    public static Reply Read(Call call)
    {
        var id = call.Id("queueId");
        return call.FindQueue() is { } queue
            ? Reply.Ok(queue.Content.WriteTo)
            : call.Refuse(Problem.NotFound($"queue {id}"));
    }

    /// <summary>Replaces a queue by the body: what the body leaves out is gone, as on the platform.</summary>
    public static Reply Replace(Call call)
    {
        var id = call.Id("queueId");
        var fields = new Fields(call.Body);
        var name = fields.Text("name");
        var bodyId = fields.OptionalText("id");
        if (fields.Problem is { } problem)
        {
            return call.Refuse(problem);
        }

        if (bodyId is not null && bodyId != id)
        {
            return call.Refuse(Problem.Constraint("The id of a queue never changes.", "id", bodyId));
        }

        return call.World.Exclusively(world =>
        {
            if (call.FindQueue() is null)
            {
                return call.Refuse(Problem.NotFound($"queue {id}"));
            }

            var changed = new Document(id, name, Content(id, call.Body, Timestamp.Format(call.Clock.Now)));
            call.Await(world.PutQueue(changed));
            return Reply.Ok(changed.Content.WriteTo);
        });
    }

    private static JsonElement Content(string id, JsonElement body, string dateModified)
    {
        using var content = JsonBody.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            foreach (var property in body.EnumerateObject())
            {
                if (property.Name is not ("id" or "dateModified" or "selfUri"))
                {
                    property.WriteTo(json);
                }
            }

            json.WriteString("dateModified", dateModified);
            json.WriteString("selfUri", $"/api/v2/routing/queues/{id}");
            json.WriteEndObject();
        });
        return JsonElement.Parse(content.Bytes.Span);
    }
}
