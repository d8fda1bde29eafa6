using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>Reads the answers of the <c>guide</c> API.</summary>
internal static class GuideAnswers
{
    public static ListedSkill Skill(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null, name = null, description = null, parent = null, state = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadText();
            }
            else if (json.ValueTextEquals("name"u8))
            {
                name = json.ReadText();
            }
            else if (json.ValueTextEquals("description"u8))
            {
                description = json.ReadText();
            }
            else if (json.ValueTextEquals("parentSkill"u8))
            {
                parent = json.ReadReference();
            }
            else if (json.ValueTextEquals("state"u8))
            {
                state = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new ListedSkill(
            new(JsonReading.Required(id, "id")),
            JsonReading.Required(name, "name"),
            description,
            parent is null ? null : new SkillId(parent),
            state is null or "active");
    }

    public static ListedCertification Certification(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null, name = null, description = null;
        int? validity = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadText();
            }
            else if (json.ValueTextEquals("name"u8))
            {
                name = json.ReadText();
            }
            else if (json.ValueTextEquals("description"u8))
            {
                description = json.ReadText();
            }
            else if (json.ValueTextEquals("validityInDays"u8))
            {
                validity = json.ReadInteger();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new ListedCertification(
            new(JsonReading.Required(id, "id")),
            JsonReading.Required(name, "name"),
            description,
            validity ?? throw new DialectException("A certification of the answer lacks 'validityInDays'."));
    }

    /// <summary>A row of the listing; it carries no holdings.</summary>
    public static ObservedUser User(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null, email = null, employee = null, state = null;
        (string? Id, string? Name) division = default;
        int? version = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadText();
            }
            else if (json.ValueTextEquals("email"u8))
            {
                email = json.ReadText();
            }
            else if (json.ValueTextEquals("employeeId"u8))
            {
                employee = json.ReadText();
            }
            else if (json.ValueTextEquals("state"u8))
            {
                state = json.ReadRepeatedText();
            }
            else if (json.ValueTextEquals("version"u8))
            {
                version = json.ReadInteger();
            }
            else if (json.ValueTextEquals("division"u8))
            {
                division = json.ReadNamedReference();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new ObservedUser(
            new(JsonReading.Required(id, "id")),
            UserFields.TrimmedOrNull(employee),
            UserFields.TrimmedOrNull(email),
            UserFields.State(JsonReading.Required(state, "state")),
            version,
            division.Id,
            division.Name,
            Skills: null,
            Certifications: null,
            Instant.MinValue);
    }

    public static KeyValuePair<UserId, Level> SkillHolder(ref Utf8JsonReader json)
    {
        var (id, level) = IdAndLevel(ref json);
        return new(new UserId(id), level);
    }

    public static KeyValuePair<UserId, HeldCertification> CertificationHolder(ref Utf8JsonReader json)
    {
        var (id, held) = IdAndDates(ref json);
        return new(new UserId(id), held);
    }

    /// <summary>The array of a user's skills.</summary>
    public static Holdings<SkillId, Level> SkillsHeld(ReadOnlyMemory<byte> body) =>
        Holdings<SkillId, Level>.From(
            JsonReading.Parse(body, "an array of a user's skills", (ref Utf8JsonReader json) => json.ArrayHere(IdAndLevel))
                .Select(row => KeyValuePair.Create(new SkillId(row.Id), row.Level)));

    /// <summary>The array of a user's certifications.</summary>
    public static Holdings<CertificationId, HeldCertification> CertificationsHeld(ReadOnlyMemory<byte> body) =>
        Holdings<CertificationId, HeldCertification>.From(
            JsonReading.Parse(body, "an array of a user's certifications", (ref Utf8JsonReader json) => json.ArrayHere(IdAndDates))
                .Select(row => KeyValuePair.Create(new CertificationId(row.Id), row.Held)));

    /// <summary>Reads the answer to a PATCH that succeeded: the whole resulting array, which must show what was written.</summary>
    public static WriteVerdict Judge(UserWrite write, ReadOnlyMemory<byte> body, ObservedUser current)
    {
        try
        {
            var isSkills = write.Carries[0] is Operation.GrantSkill or Operation.RateSkill or Operation.RevokeSkill;
            var now = isSkills ? current with { Skills = SkillsHeld(body) } : current with { Certifications = CertificationsHeld(body) };
            var unshown = write.Carries.Where(operation => !Shows(now, operation)).Select(operation => operation.ToString()).FirstOrDefault();
            return unshown is null ? new WriteVerdict.Applied(now) : UnappliedWrite.NotShown($"the answer does not show what was written: {unshown}");
        }
        catch (DialectException e)
        {
            return UnappliedWrite.NotShown(e);
        }
    }

    private static bool Shows(ObservedUser now, Operation operation) => operation switch
    {
        Operation.SetCertification set => now.Certifications!.TryGet(set.Certification, out var held) && held.IsAsWritten(set.To),
        Operation.EndCertification end => !now.Certifications!.TryGet(end.Certification, out var held) || held.IsAsWritten(end.To),
        Operation.RevokeSkill revoke => !now.Skills!.Contains(revoke.Skill),
        _ => now.Skills!.TryGet(WriteOrder.SkillOf(operation), out var level) && level == WriteOrder.LevelOf(operation),
    };

    private static (string Id, Level Level) IdAndLevel(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null;
        Level? level = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadRepeatedText();
            }
            else if (json.ValueTextEquals("level"u8))
            {
                level = json.ReadLevel();
            }
            else
            {
                json.SkipValue();
            }
        }

        return (JsonReading.Required(id, "id"), level ?? throw new DialectException("A row of the answer lacks 'level'."));
    }

    private static (string Id, HeldCertification Held) IdAndDates(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null;
        Instant? issued = null, expires = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadRepeatedText();
            }
            else if (json.ValueTextEquals("issuedOn"u8))
            {
                issued = json.ReadInstant();
            }
            else if (json.ValueTextEquals("expiresOn"u8))
            {
                expires = json.ReadInstant();
            }
            else
            {
                json.SkipValue();
            }
        }

        return (JsonReading.Required(id, "id"), new HeldCertification(issued, expires ?? throw new DialectException("A certification of the answer lacks 'expiresOn'.")));
    }
}
