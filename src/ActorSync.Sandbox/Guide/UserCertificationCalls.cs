using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;
using NodaTime;

namespace ActorSync.Sandbox.Guide;

/// <summary>The calls on the certifications of one user.</summary>
internal static class UserCertificationCalls
{
    public static Reply Read(Call call)
    {
        var user = call.FindUser();
        return user is null ? call.RefuseUser() : ReplyWith(user, 200);
    }

    public static Reply Merge(Call call)
    {
        if (Bulk.Read<HeldCertification>(call, ReadItem, item => item.Key, out var items) is { } problem)
        {
            return call.Refuse(problem);
        }

        if (call.FindUser() is null)
        {
            return call.RefuseUser();
        }

        var status = Bulk.CutInPart(call, items) ?? 200;
        var (user, durable) = call.World.ChangeUser(call.Id("userId"), before =>
            before.State == UserState.Deleted || items.Count == 0 ? null : Apply(before, items) with { Version = before.Version + 1 });
        call.Await(durable);
        return ReplyWith(user!, status);

        Problem? ReadItem(JsonElement element, out HeldCertification item)
        {
            var fields = new Fields(element, "id", "issuedOn", "expiresOn");
            var id = fields.Text("id");
            var certification = call.World.Certifications.Find(id);
            if (certification is null)
            {
                fields.Refuse(Problem.Constraint($"'{id}' is no certification.", "id", id));
            }

            var expires = ReadInstant(fields, "expiresOn", fields.Text("expiresOn"));
            Instant? issued = fields.OptionalText("issuedOn") is { } text ? ReadInstant(fields, "issuedOn", text) : null;
            item = new HeldCertification(certification?.Id ?? id, issued, expires);
            return fields.Problem;
        }
    }

    /// <summary>Writes a held certification: as the user holds it, or as a row of its holders.</summary>
    public static void Write(Utf8JsonWriter json, HeldCertification held, string id)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (held.IssuedOn is { } issued)
        {
            json.WriteString("issuedOn", Timestamp.Format(issued));
        }

        if (held.ExpiresOn is { } expires)
        {
            json.WriteString("expiresOn", Timestamp.Format(expires));
        }

        json.WriteEndObject();
    }

    private static Instant ReadInstant(Fields fields, string name, string text)
    {
        if (!Timestamp.TryParse(text, out var instant))
        {
            fields.Refuse(Problem.BadTimestamp(name, text));
        }

        return instant;
    }

    private static User Apply(User user, List<HeldCertification> items)
    {
        foreach (var item in items)
        {
            var index = user.IndexOfCertification(item.Key);
            var issued = item.IssuedOn ?? (index < 0 ? null : user.Certifications[index].IssuedOn);
            user = user.WithCertification(item with { IssuedOn = issued });
        }

        return user;
    }

    private static Reply ReplyWith(User user, int status) => Reply.Json(status, json =>
    {
        json.WriteStartArray();
        foreach (var held in user.Certifications)
        {
            Write(json, held, held.Key);
        }

        json.WriteEndArray();
    });
}
