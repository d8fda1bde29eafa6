using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Dialects;

/// <summary>Reads users of the Genesys Cloud API; an absent expansion is unknown, never none.</summary>
internal static class GenesysUserReading
{
    /// <summary>A user read by id.</summary>
    public static ObservedUser Whole(ref Utf8JsonReader json) => Read(ref json, isRow: false);

    /// <summary>A row of a listing, which can be thinner than the user read by id: one without its state is to be read singly.</summary>
    public static ObservedUser Row(ref Utf8JsonReader json) => Read(ref json, isRow: true);

    /// <summary>A skill as held; null where the row lacks its proficiency, which makes the whole list unknown.</summary>
    public static KeyValuePair<SkillId, Level>? HeldSkill(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null;
        Level? proficiency = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("id"u8))
            {
                id = json.ReadRepeatedText();
            }
            else if (json.ValueTextEquals("proficiency"u8))
            {
                proficiency = json.ReadLevel();
            }
            else
            {
                json.SkipValue();
            }
        }

        return proficiency is { } level ? new(new SkillId(JsonReading.Required(id, "id")), level) : null;
    }

    /// <summary>The skills of rows, or null where one of them is not fully known.</summary>
    public static Holdings<SkillId, Level>? SkillsHeld(ImmutableArray<KeyValuePair<SkillId, Level>?>? rows) =>
        rows is not { } known || known.Any(row => row is null) ? null : Holdings<SkillId, Level>.From(known.Select(row => row!.Value));

    /// <summary>The id of a certification that is a bare name: the name, trimmed and in NFC.</summary>
    public static CertificationId IdOf(string name) => new(TaxonomyName.Normalise(name));

    /// <summary>The same user with a profile's names, kept as listed only where the ids do not tell order and spelling.</summary>
    public static ObservedUser WithNames(ObservedUser user, ImmutableArray<string>? names)
    {
        if (names is not { } listed)
        {
            return user with { Certifications = null, ProfileNames = null };
        }

        var held = Holdings<CertificationId, HeldCertification>.From(listed.Select(name => KeyValuePair.Create(IdOf(name), HeldCertification.NameOnly)));
        var idsTell = listed.SequenceEqual(held.Select(pair => pair.Key.Value), StringComparer.Ordinal);
        return user with { Certifications = held, ProfileNames = idsTell ? null : new ProfileNames(listed) };
    }

    /// <summary>A name on a profile.</summary>
    public static string Name(ref Utf8JsonReader json) => RepeatedText.Here(ref json);

    private static ObservedUser Read(ref Utf8JsonReader json, bool isRow)
    {
        json.ExpectObject();
        string? id = null, email = null, employee = null, state = null;
        (string? Id, string? Name) division = default;
        int? version = null;
        ImmutableArray<KeyValuePair<SkillId, Level>?>? skills = null;
        ImmutableArray<string>? names = null;
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
            else if (json.ValueTextEquals("employerInfo"u8))
            {
                employee = EmployeeId(ref json);
            }
            else if (json.ValueTextEquals("skills"u8))
            {
                skills = json.ReadArray(HeldSkill);
            }
            else if (json.ValueTextEquals("certifications"u8))
            {
                names = json.ReadArray(Name);
            }
            else
            {
                json.SkipValue();
            }
        }

        var isThin = isRow && string.IsNullOrEmpty(state);
        var user = new ObservedUser(
            new(JsonReading.Required(id, "id")),
            UserFields.TrimmedOrNull(employee),
            UserFields.TrimmedOrNull(email),
            isThin ? UserState.Active : UserFields.State(JsonReading.Required(state, "state")),
            version,
            division.Id,
            division.Name,
            isThin ? null : SkillsHeld(skills),
            Certifications: null,
            Instant.MinValue);
        return WithNames(user, isThin ? null : names);
    }

    private static string? EmployeeId(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        json.ExpectObject();
        string? id = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("employeeId"u8))
            {
                id = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return id;
    }
}
