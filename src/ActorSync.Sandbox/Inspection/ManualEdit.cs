using System.Text.Json;
using ActorSync.Sandbox.Seeding;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Inspection;

/// <summary>Edits a user as a supervisor would in the console, past tokens, limits and counts; the version moves.</summary>
/// <remarks>
/// <c>{"employeeId": "…", "skills": {"Name": 3, "Other": null}, "certifications": {…}, "state": "…", "newEmployeeId": "…", "email": "…", "division": "…"}</c>;
/// null takes away. A certification is <c>{"issuedOn": …, "expiresOn": …}</c> in the guide dialect and <c>true</c> in genesys.
/// </remarks>
internal static class ManualEdit
{
    /// <summary>Applies the edit as a whole, or not at all.</summary>
    /// <returns>One sentence about what is wrong, or null.</returns>
    public static string? Apply(World world, JsonElement edit, out Task durable)
    {
        durable = Task.CompletedTask;
        if (edit.ValueKind != JsonValueKind.Object || !edit.TryGetProperty("employeeId", out var employeeId)
            || world.Users.FindByEmployeeId(employeeId.ToString()) is not { } user)
        {
            return "employeeId names no user.";
        }

        string? problem = null;
        (_, durable) = world.ChangeUser(user.Id, before =>
        {
            try
            {
                return Edited(world, before, edit) with { Version = before.Version + 1 };
            }
            catch (InvalidDataException wrong)
            {
                problem = wrong.Message;
                return null;
            }
        });
        return problem;
    }

    private static User Edited(World world, User user, JsonElement edit)
    {
        foreach (var property in edit.EnumerateObject())
        {
            user = property.Name switch
            {
                "employeeId" => user,
                "newEmployeeId" => user with { EmployeeId = property.Value.GetString() },
                "email" => user with { Email = Text(property) },
                "name" => user with { Name = Text(property) },
                "division" => user with { Division = Text(property) },
                "state" => user with { State = StateNames.Parse(Text(property)) ?? throw new InvalidDataException($"'{property.Value}' is no state.") },
                "skills" => Each(property).Aggregate(user, (before, skill) => WithSkill(world, before, skill)),
                "certifications" => Each(property).Aggregate(user, (before, certification) => WithCertification(world, before, certification)),
                _ => throw new InvalidDataException($"'{property.Name}' is no property of an edit."),
            };
        }

        return user;
    }

    private static User WithSkill(World world, User user, JsonProperty skill)
    {
        var id = Seeder.SkillId(world, skill.Name);
        if (skill.Value.ValueKind == JsonValueKind.Null)
        {
            return user.WithoutSkill(id);
        }

        return skill.Value.ValueKind == JsonValueKind.Number && skill.Value.GetDouble() is >= 0.0 and <= 5.0 and var level
            ? user.WithSkill(id, level)
            : throw new InvalidDataException($"'{skill.Value}' is no level.");
    }

    private static User WithCertification(World world, User user, JsonProperty certification)
    {
        var key = Seeder.CertificationKey(world, certification.Name);
        return certification.Value.ValueKind switch
        {
            JsonValueKind.Null => user.WithoutCertification(key),
            JsonValueKind.True when !world.Dialect.HasCertificationRows => user.WithCertification(new HeldCertification(key)),
            JsonValueKind.Object when world.Dialect.HasCertificationRows =>
                user.WithCertification(new HeldCertification(key, Instant(certification.Value, "issuedOn"), Instant(certification.Value, "expiresOn"))),
            _ => throw new InvalidDataException($"'{certification.Value}' is no certification of this dialect."),
        };
    }

    private static NodaTime.Instant? Instant(JsonElement dates, string name)
    {
        if (!dates.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return Timestamp.TryParse(value.ToString(), out var instant) ? instant : throw new InvalidDataException($"'{value}' is no timestamp.");
    }

    private static JsonElement.ObjectEnumerator Each(JsonProperty property) => property.Value.ValueKind == JsonValueKind.Object
        ? property.Value.EnumerateObject()
        : throw new InvalidDataException($"{property.Name} is an object from names to values.");

    private static string Text(JsonProperty property) => property.Value.ValueKind == JsonValueKind.String
        ? property.Value.GetString()!
        : throw new InvalidDataException($"{property.Name} is a text.");
}
