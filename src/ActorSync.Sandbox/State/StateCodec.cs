using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;

namespace ActorSync.Sandbox.State;

/// <summary>Writes documents to the state file and reads them back.</summary>
internal static class StateCodec
{
    private const string Kind = "kind";
    private const string UserKind = "user";
    private const string SkillKind = "skill";
    private const string CertificationKind = "certification";
    private const string HeaderKind = "sandbox";
    private const string FormatName = "format";
    private const string DocumentsName = "documents";
    private const int Format = 1;

    /// <summary>Writes the first line.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="dialect">The dialect of the state.</param>
    /// <param name="documents">How many documents follow at once: where fewer are found later, the file was cut short.</param>
    public static void WriteHeader(Utf8JsonWriter json, SandboxDialect dialect, int documents)
    {
        json.WriteStartObject();
        json.WriteString(Kind, HeaderKind);
        json.WriteNumber(FormatName, Format);
        json.WriteString("dialect", dialect.ToString());
        json.WriteNumber(DocumentsName, documents);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Skill skill)
    {
        json.WriteStartObject();
        json.WriteString(Kind, SkillKind);
        json.WriteString("id", skill.Id);
        json.WriteString("name", skill.Name);
        json.WriteString("description", skill.Description);
        json.WriteString("parent", skill.ParentId);
        json.WriteString("state", skill.State);
        json.WriteNumber("version", skill.Version);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Certification certification)
    {
        json.WriteStartObject();
        json.WriteString(Kind, CertificationKind);
        json.WriteString("id", certification.Id);
        json.WriteString("name", certification.Name);
        json.WriteString("description", certification.Description);
        json.WriteNumber("validityInDays", certification.ValidityInDays);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string kind, Document document)
    {
        json.WriteStartObject();
        json.WriteString(Kind, kind);
        json.WriteString("id", document.Id);
        json.WriteString("name", document.Name);
        json.WritePropertyName("content");
        document.Content.WriteTo(json);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, User user)
    {
        json.WriteStartObject();
        json.WriteString(Kind, UserKind);
        json.WriteString("id", user.Id);
        json.WriteNumber("slot", user.Slot);
        json.WriteString("employeeId", user.EmployeeId);
        json.WriteString("name", user.Name);
        json.WriteString("email", user.Email);
        json.WriteString("state", StateNames.NameOf(user.State));
        json.WriteString("division", user.Division);
        json.WriteString("manager", user.ManagerId);
        json.WriteNumber("version", user.Version);
        json.WriteStartObject("skills");
        foreach (var held in user.Skills)
        {
            json.WriteNumber(held.SkillId, held.Level);
        }

        json.WriteEndObject();
        json.WriteStartArray("certifications");
        foreach (var held in user.Certifications)
        {
            json.WriteStartArray();
            json.WriteStringValue(held.Key);
            json.WriteStringValue(held.IssuedOn is { } issued ? Timestamp.Format(issued) : null);
            json.WriteStringValue(held.ExpiresOn is { } expires ? Timestamp.Format(expires) : null);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Puts a stored document into <paramref name="world"/>.</summary>
    /// <returns>How many documents are to follow at least, where the document is the first line; else null.</returns>
    /// <exception cref="InvalidDataException">The document is of another format or dialect, or of a kind that nobody knows.</exception>
    public static int? Read(JsonElement document, World world)
    {
        var kind = document.GetProperty(Kind).GetString()!;
        switch (kind)
        {
            case HeaderKind:
                return ReadHeader(document, world.Dialect);
            case UserKind:
                world.Users.Put(ReadUser(document));
                break;
            case SkillKind:
                world.Skills.Put(new Skill(Text(document, "id")!, Text(document, "name")!)
                {
                    Description = Text(document, "description"),
                    ParentId = Text(document, "parent"),
                    State = Text(document, "state")!,
                    Version = document.GetProperty("version").GetInt32(),
                });
                break;
            case CertificationKind:
                var validity = document.GetProperty("validityInDays").GetInt32();
                world.Certifications.Put(new Certification(Text(document, "id")!, Text(document, "name")!, validity)
                {
                    Description = Text(document, "description"),
                });
                break;
            default:
                world.DocumentsOf(kind).Put(new Document(Text(document, "id")!, Text(document, "name")!, document.GetProperty("content").Clone()));
                break;
        }

        return null;
    }

    // A state that was written before the documents were counted had at least one: nobody serves a world without anything.
    private static int ReadHeader(JsonElement header, SandboxDialect wanted)
    {
        if (!header.TryGetProperty(FormatName, out var format) || format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out var number) || number != Format)
        {
            var found = format.ValueKind == JsonValueKind.Undefined ? "names no format" : $"is of format {format.GetRawText()}";
            throw new InvalidDataException($"The sandbox state {found}, and this version knows format {Format} alone. Use the version that wrote it.");
        }

        var dialect = Text(header, "dialect");
        if (dialect != wanted.ToString())
        {
            throw new InvalidDataException($"The sandbox state is of the dialect {dialect}, not {wanted}.");
        }

        return header.TryGetProperty(DocumentsName, out var documents) ? documents.GetInt32() : 1;
    }

    private static User ReadUser(JsonElement document) =>
        new(Text(document, "id")!, document.GetProperty("slot").GetInt32(), Text(document, "employeeId"), Text(document, "name")!, Text(document, "email")!)
        {
            State = StateNames.Parse(Text(document, "state")) ?? throw new InvalidDataException("A stored user has an unknown state."),
            Division = Text(document, "division")!,
            ManagerId = Text(document, "manager"),
            Version = document.GetProperty("version").GetInt32(),
            Skills = [.. document.GetProperty("skills").EnumerateObject().Select(held => new HeldSkill(string.Intern(held.Name), held.Value.GetDouble()))],
            Certifications = [.. document.GetProperty("certifications").EnumerateArray().Select(ReadHeld)],
        };

    private static HeldCertification ReadHeld(JsonElement held) =>
        new(string.Intern(held[0].GetString()!), ReadInstant(held[1]), ReadInstant(held[2]));

    private static Instant? ReadInstant(JsonElement value) => value.GetString() is not { } text
        ? null
        : Timestamp.TryParse(text, out var instant) ? instant : throw new InvalidDataException($"'{text}' is no stored timestamp.");

    private static string? Text(JsonElement document, string name) => document.GetProperty(name).GetString();
}
