using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Dialects;

/// <summary>Reads the taxonomy and the answers to writes of the Genesys Cloud API.</summary>
internal static class GenesysAnswers
{
    public static ListedSkill Skill(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        string? id = null, name = null, state = null;
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
            else if (json.ValueTextEquals("state"u8))
            {
                state = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new ListedSkill(new(JsonReading.Required(id, "id")), JsonReading.Required(name, "name"), null, null, state is null or "active");
    }

    /// <summary>Reads the answer to a write that succeeded; what it shows must agree with what was written.</summary>
    public static WriteVerdict Judge(UserWrite write, ReadOnlyMemory<byte> body, ObservedUser current)
    {
        try
        {
            return write.Carries[0] switch
            {
                Operation.RevokeSkill revoke => new WriteVerdict.Applied(current with { Skills = current.Skills?.Without(revoke.Skill) }),
                Operation.GrantSkill or Operation.RateSkill => JudgeSkills(write, body, current),
                _ => JudgeProfile(write, body, current),
            };
        }
        catch (DialectException e)
        {
            return UnappliedWrite.NotShown(e);
        }
    }

    private static WriteVerdict JudgeSkills(UserWrite write, ReadOnlyMemory<byte> body, ObservedUser current)
    {
        var shown = body.IsEmpty ? ([], IsWhole: false) : JsonReading.Parse(body, "a list of a user's skills", ShownSkills);
        var levels = shown.Rows.OfType<KeyValuePair<SkillId, Level>>().GroupBy(row => row.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        var skills = current.Skills;
        foreach (var operation in write.Carries)
        {
            var (skill, wanted) = (WriteOrder.SkillOf(operation), WriteOrder.LevelOf(operation)!.Value);
            var isShown = levels.TryGetValue(skill, out var level);
            if (isShown && level != wanted)
            {
                return UnappliedWrite.NotShown($"the answer shows the skill {skill} at {level} instead of {wanted}");
            }

            if (!isShown && shown.IsWhole)
            {
                return UnappliedWrite.NotShown($"the answer does not show the skill {skill}, which was written");
            }

            skills = skills?.With(skill, wanted);
        }

        return new WriteVerdict.Applied(current with { Skills = skills });
    }

    private static WriteVerdict JudgeProfile(UserWrite write, ReadOnlyMemory<byte> body, ObservedUser current)
    {
        var (version, names) = JsonReading.Parse(body, "a user", ShownProfile);
        var now = GenesysUserReading.WithNames(current, names ?? GenesysWrites.NamesAfter(current, write.Carries)) with { Version = version };
        foreach (var operation in write.Carries)
        {
            var agrees = operation switch
            {
                Operation.SetCertification set => now.Certifications!.Contains(set.Certification),
                Operation.EndCertification end => !now.Certifications!.Contains(end.Certification),
                _ => throw new ArgumentOutOfRangeException(nameof(write), operation, "Not an operation on a profile."),
            };
            if (!agrees)
            {
                return UnappliedWrite.NotShown($"the answer does not show what was written: {operation}");
            }
        }

        return new WriteVerdict.Applied(now);
    }

    // The bulk route answers with a page, an array or nothing that counts. Only a list with rows that is not cut short proves an absence.
    private static (ImmutableArray<KeyValuePair<SkillId, Level>?> Rows, bool IsWhole) ShownSkills(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.StartArray)
        {
            var rows = json.ArrayHere(GenesysUserReading.HeldSkill);
            return (rows, IsWhole: !rows.IsEmpty);
        }

        json.ExpectObject();
        ImmutableArray<KeyValuePair<SkillId, Level>?> entities = [];
        int? total = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("entities"u8))
            {
                entities = json.ReadArray(GenesysUserReading.HeldSkill) ?? [];
            }
            else if (json.ValueTextEquals("total"u8))
            {
                total = json.ReadInteger();
            }
            else
            {
                json.SkipValue();
            }
        }

        return (entities, IsWhole: !entities.IsEmpty && (total is null || entities.Length >= total));
    }

    private static (int? Version, ImmutableArray<string>? Names) ShownProfile(ref Utf8JsonReader json)
    {
        json.ExpectObject();
        int? version = null;
        ImmutableArray<string>? names = null;
        while (json.NextProperty())
        {
            if (json.ValueTextEquals("version"u8))
            {
                version = json.ReadInteger();
            }
            else if (json.ValueTextEquals("certifications"u8))
            {
                names = json.ReadArray(GenesysUserReading.Name);
            }
            else
            {
                json.SkipValue();
            }
        }

        return (version, names);
    }
}
