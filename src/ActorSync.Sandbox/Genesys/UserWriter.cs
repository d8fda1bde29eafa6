using System.Text.Json;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Genesys;

/// <summary>Writes users and their skills as the platform shows them.</summary>
internal static class UserWriter
{
    public static void Write(Utf8JsonWriter json, User user, Expansion expansion, World world)
    {
        json.WriteStartObject();
        json.WriteString("id", user.Id);
        json.WriteString("name", user.Name);
        json.WriteString("email", user.Email);
        json.WriteString("username", user.Email);
        json.WriteString("state", StateNames.NameOf(user.State));
        json.WriteNumber("version", user.Version);
        json.WriteStartObject("division");
        json.WriteString("id", Divisions.IdOf(world.Dialect, user.Division));
        json.WriteString("name", user.Division);
        json.WriteEndObject();
        if (user.ManagerId is not null)
        {
            json.WriteStartObject("manager");
            json.WriteString("id", user.ManagerId);
            json.WriteEndObject();
        }

        if (expansion.EmployerInfo)
        {
            WriteEmployerInfo(json, user);
        }

        if (expansion.Skills)
        {
            json.WriteStartArray("skills");
            foreach (var held in user.Skills)
            {
                WriteSkill(json, held, world);
            }

            json.WriteEndArray();
        }

        if (expansion.Certifications)
        {
            json.WriteStartArray("certifications");
            foreach (var held in user.Certifications)
            {
                json.WriteStringValue(held.Key);
            }

            json.WriteEndArray();
        }

        json.WriteString("selfUri", $"/api/v2/users/{user.Id}");
        json.WriteEndObject();
    }

    /// <summary>Writes a held skill, nothing where the skill has been deleted.</summary>
    public static void WriteSkill(Utf8JsonWriter json, HeldSkill held, World world)
    {
        if (world.Skills.Find(held.SkillId) is not { IsDeleted: false } skill)
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("id", skill.Id);
        json.WriteString("name", skill.Name);
        json.WriteNumber("proficiency", held.Level);
        json.WriteString("state", skill.State);
        json.WriteEndObject();
    }

    private static void WriteEmployerInfo(Utf8JsonWriter json, User user)
    {
        json.WriteStartObject("employerInfo");
        json.WriteString("officialName", user.Name);
        if (user.EmployeeId is not null)
        {
            json.WriteString("employeeId", user.EmployeeId);
        }

        json.WriteEndObject();
    }
}
