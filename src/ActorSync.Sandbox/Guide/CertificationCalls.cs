using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Guide;

/// <summary>The calls on the catalogue of certifications.</summary>
internal static class CertificationCalls
{
    private const int MaxPageSize = 500;
    private const int MaxHoldersPageSize = 100;

    /// <summary>A hundred years: more is a slip of the pen.</summary>
    private const int MaxValidityInDays = 36_525;

    public static Reply List(Call call)
    {
        if (call.WantedPage(MaxPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var prefix = call.Query("name") ?? string.Empty;
        var rows = call.Visible(call.World.Certifications.Rows).Where(row => row.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToArray();
        return call.Page(page, rows.Length, (json, row) => Write(json, rows[row]));
    }

    public static Reply Create(Call call)
    {
        var fields = new Fields(call.Body, "name", "description", "validityInDays");
        var name = fields.Text("name");
        var description = fields.OptionalText("description");
        var validity = fields.Number("validityInDays", 1, MaxValidityInDays);
        if (fields.Problem is { } problem)
        {
            return call.Refuse(problem);
        }

        return call.World.Exclusively(world =>
        {
            if (world.Certifications.Rows.Any(row => row.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                return call.Refuse(Problem.Conflict($"A certification with the name '{name}' exists already."));
            }

            var made = new Certification(Ids.ForCertification(world, name), name, validity) { Description = description };
            call.Await(world.PutNew(made));
            return Reply.Ok(json => Write(json, made));
        });
    }

    public static Reply Holders(Call call)
    {
        var id = call.Id("certificationId");
        if (call.World.Certifications.Find(id) is null)
        {
            return call.Refuse(Problem.NotFound($"certification {id}"));
        }

        if (call.WantedPage(MaxHoldersPageSize, out var problem) is not { } page)
        {
            return call.Refuse(problem!);
        }

        var slots = call.World.Users.HoldersOfCertification(id);
        return call.Page(page, slots.Length, (json, row) =>
        {
            var user = call.World.Users[slots[row]];
            var index = user.IndexOfCertification(id);
            if (index >= 0)
            {
                UserCertificationCalls.Write(json, user.Certifications[index], user.Id);
            }
        });
    }

    private static void Write(Utf8JsonWriter json, Certification certification)
    {
        json.WriteStartObject();
        json.WriteString("id", certification.Id);
        json.WriteString("name", certification.Name);
        json.WriteString("description", certification.Description);
        json.WriteNumber("validityInDays", certification.ValidityInDays);
        json.WriteEndObject();
    }
}
