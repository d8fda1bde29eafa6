using System.Text.Json;
using ActorSync.Sandbox.State;

namespace ActorSync.Sandbox.Inspection;

/// <summary>The whole state in a canonical form: everything by name and sorted, so that equal states give equal bytes.</summary>
internal static class StateReport
{
    public static void Write(Utf8JsonWriter json, World world)
    {
        json.WriteStartObject();
        json.WriteString("dialect", world.Dialect.Name);
        WriteSkills(json, world);
        WriteCertifications(json, world);
        WriteUsers(json, world);
        WriteDocuments(json, "queues", world.Queues);
        WriteDocuments(json, "appointments", world.Appointments);
        json.WriteEndObject();
    }

    private static void WriteSkills(Utf8JsonWriter json, World world)
    {
        json.WriteStartArray("skills");
        foreach (var skill in world.Skills.Rows.OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.Id, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", skill.Id);
            json.WriteString("name", skill.Name);
            json.WriteString("description", skill.Description);
            json.WriteString("parent", skill.ParentId is null ? null : world.Skills.Find(skill.ParentId)?.Name);
            json.WriteString("state", skill.State);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCertifications(Utf8JsonWriter json, World world)
    {
        json.WriteStartArray("certifications");
        foreach (var certification in world.Certifications.Rows.OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", certification.Id);
            json.WriteString("name", certification.Name);
            json.WriteString("description", certification.Description);
            json.WriteNumber("validityInDays", certification.ValidityInDays);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUsers(Utf8JsonWriter json, World world)
    {
        var users = Enumerable.Range(0, world.Users.Count).Select(slot => world.Users[slot])
            .OrderBy(user => user.EmployeeId, StringComparer.Ordinal).ThenBy(user => user.Id, StringComparer.Ordinal);
        json.WriteStartArray("users");
        foreach (var user in users)
        {
            json.WriteStartObject();
            json.WriteString("employeeId", user.EmployeeId);
            json.WriteString("id", user.Id);
            json.WriteString("name", user.Name);
            json.WriteString("email", user.Email);
            json.WriteString("state", StateNames.NameOf(user.State));
            json.WriteString("division", user.Division);
            json.WriteString("manager", user.ManagerId);
            json.WriteNumber("version", user.Version);
            WriteHeldSkills(json, world, user);
            WriteHeldCertifications(json, world, user);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHeldSkills(Utf8JsonWriter json, World world, User user)
    {
        json.WriteStartObject("skills");
        var held = user.Skills.Select(each => (Skill: world.Skills.Find(each.SkillId), each.Level))
            .Where(each => each.Skill is { IsDeleted: false })
            .OrderBy(each => each.Skill!.Name, StringComparer.Ordinal);
        foreach (var (skill, level) in held)
        {
            json.WriteNumber(skill!.Name, level);
        }

        json.WriteEndObject();
    }

    private static void WriteHeldCertifications(Utf8JsonWriter json, World world, User user)
    {
        if (!world.Dialect.HasCertificationRows)
        {
            json.WriteStartArray("certifications");
            foreach (var name in user.Certifications.Select(held => held.Key).Order(StringComparer.Ordinal))
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            return;
        }

        json.WriteStartObject("certifications");
        foreach (var (name, held) in user.Certifications.Select(held => (world.Certifications.Find(held.Key)!.Name, held)).OrderBy(each => each.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject(name);
            json.WriteString("issuedOn", held.IssuedOn is { } issued ? Timestamp.Format(issued) : null);
            json.WriteString("expiresOn", held.ExpiresOn is { } expires ? Timestamp.Format(expires) : null);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteDocuments(Utf8JsonWriter json, string name, Catalogue<Document> documents)
    {
        json.WriteStartArray(name);
        foreach (var document in documents.Rows.OrderBy(each => each.Name, StringComparer.Ordinal).ThenBy(each => each.Id, StringComparer.Ordinal))
        {
            document.Content.WriteTo(json);
        }

        json.WriteEndArray();
    }
}
