using System.Text.Json.Nodes;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>The Genesys Cloud side of the contract test.</summary>
internal sealed class GenesysModel : ModelTarget
{
    private readonly SortedDictionary<string, decimal> _skills = new(StringComparer.Ordinal);
    private List<string> _names = [];
    private int _version = 7;

    /// <summary>Whether a write of skills moves the user's version, which no source settles.</summary>
    public bool SkillWritesMoveVersion { get; init; }

    public override string State => string.Join(' ', _skills.Select(pair => $"{pair.Key}={pair.Value:0.##}")) + " | " + string.Join(',', _names);

    /// <summary>A random user, random operations on managed values, and values that nobody manages in any order and spelling.</summary>
    public static Scenario Random(int seed) => Random(seed, skillWritesMoveVersion: false);

    public static Scenario Random(int seed, bool skillWritesMoveVersion)
    {
        var random = new Random(seed);
        var target = new GenesysModel { SkillWritesMoveVersion = skillWritesMoveVersion };
        var expected = new GenesysModel();
        var operations = new List<Operation>();
        for (var index = 0; index < random.Next(4); index++)
        {
            target._skills[$"hand-{index}"] = expected._skills[$"hand-{index}"] = random.Next(1, 6);
            target._names.Add($" By hand {9 - index}");
        }

        for (var index = 0; index < random.Next(140); index++)
        {
            // Minus one is "not held"; zero is a legal rating.
            var (id, before, after) = ($"s {index}", random.Next(-1, 51) / 10m, random.Next(-1, 51) / 10m);
            Put(target._skills, id, before);
            Put(expected._skills, id, after);
            if (SkillChange(new(id), before, after, isGate: random.Next(8) == 0) is { } change)
            {
                operations.Add(change);
            }
        }

        for (var index = 0; index < random.Next(9); index++)
        {
            var (name, isHeld, change) = ($"Cert {index} é", random.Next(2) == 0, random.Next(2) == 0);
            if (isHeld)
            {
                target._names.Insert(random.Next(target._names.Count + 1), name);
            }

            if (change)
            {
                operations.Add(
                    isHeld
                        ? new Operation.EndCertification(new(name), HeldCertification.NameOnly, HeldCertification.NameOnly, OperationCause.Expired)
                        : new Operation.SetCertification(new(name), null, HeldCertification.NameOnly, OperationCause.Stated));
            }
        }

        var ended = operations.OfType<Operation.EndCertification>().Select(end => end.Certification.Value).ToHashSet();
        expected._names =
        [
            .. target._names.Where(name => !ended.Contains(name)),
            .. operations.OfType<Operation.SetCertification>().Select(set => set.Certification.Value).Order(StringComparer.Ordinal),
        ];
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(operations));
        return new Scenario(target, [.. operations], expected.State);
    }

    public override (int Status, string Body) Answer(TargetRequest request)
    {
        const string user = "/api/v2/users/u%2F1";
        switch (request.Verb, request.Route)
        {
            case (RequestVerb.Get, _):
                Assert.Equal($"{user}?expand=skills,certifications,employerInfo", request.Path);
                return (200, UserJson().ToJsonString());

            case (RequestVerb.Patch, "PATCH /api/v2/users/{id}"):
                Assert.Equal(user, request.Path);
                var profile = BodyOf(request);
                if (profile["version"]!.GetValue<int>() != _version)
                {
                    return (409, """{"message": "The version does not match the current version.", "code": "general.conflict", "status": 409}""");
                }

                Applied++;
                _version++;
                _names = [.. profile["certifications"]!.AsArray().Select(name => name!.GetValue<string>())];
                return (200, $$"""{"id": "u/1", "version": {{_version}}, "state": "active"}""");

            case (RequestVerb.Patch, "PATCH /api/v2/users/{id}/routingskills/bulk"):
                Assert.Equal($"{user}/routingskills/bulk", request.Path);
                var items = BodyOf(request).AsArray();
                Assert.InRange(items.Count, 1, 50);
                foreach (var item in items)
                {
                    _skills[item!["id"]!.GetValue<string>()] = item["proficiency"]!.GetValue<decimal>();
                }

                NoteSkillWrite();
                return (200, new JsonObject { ["entities"] = SkillsJson(), ["total"] = _skills.Count }.ToJsonString());

            case (RequestVerb.Delete, "DELETE /api/v2/users/{id}/routingskills/{skillId}"):
                _skills.Remove(Uri.UnescapeDataString(request.Path[(user.Length + "/routingskills/".Length)..]));
                NoteSkillWrite();
                return (204, string.Empty);

            default:
                throw new ArgumentException(request.Route, nameof(request));
        }
    }

    private void NoteSkillWrite()
    {
        Applied++;
        _version += SkillWritesMoveVersion ? 1 : 0;
    }

    private static void Put(SortedDictionary<string, decimal> skills, string id, decimal level)
    {
        if (level >= 0)
        {
            skills[id] = level;
        }
    }

    private static Operation? SkillChange(SkillId skill, decimal before, decimal after, bool isGate) => (before, after) switch
    {
        _ when before == after => null,
        ( < 0, _) => new Operation.GrantSkill(skill, new(after), isGate, OperationCause.Stated),
        (_, < 0) => new Operation.RevokeSkill(skill, new(before), isGate, OperationCause.Expired),
        _ => new Operation.RateSkill(skill, new(before), new(after), isGate, OperationCause.Stated),
    };

    private JsonArray SkillsJson() =>
        [.. _skills.Select(pair => new JsonObject { ["id"] = pair.Key, ["name"] = pair.Key, ["proficiency"] = pair.Value, ["state"] = "active" })];

    private JsonObject UserJson() => new()
    {
        ["id"] = "u/1",
        ["state"] = "active",
        ["version"] = _version,
        ["skills"] = SkillsJson(),
        ["certifications"] = new JsonArray([.. _names.Select(name => JsonValue.Create(name))]),
    };
}
