using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Core.Tests.Dialects;

/// <summary>The guide's side of the contract test.</summary>
internal sealed class GuideModel : ModelTarget
{
    private readonly SortedDictionary<string, int> _skills = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (string? Issued, string Expires)> _certifications = new(StringComparer.Ordinal);

    public override string State =>
        string.Join(' ', _skills.Select(pair => $"{pair.Key}={pair.Value}"))
        + " | " + string.Join(' ', _certifications.Select(pair => $"{pair.Key}={pair.Value.Issued}..{pair.Value.Expires}"));

    /// <summary>A random user, random operations on managed values, and a handful of values that nobody manages.</summary>
    public static Scenario Random(int seed)
    {
        var random = new Random(seed);
        var (target, expected) = (new GuideModel(), new GuideModel());
        var operations = new List<Operation>();
        for (var index = 0; index < random.Next(4); index++)
        {
            target._skills[$"hand-{index}"] = expected._skills[$"hand-{index}"] = random.Next(1, 6);
            target._certifications[$"hand-{index}"] = expected._certifications[$"hand-{index}"] = (null, "2031-01-01T00:00:00.000Z");
        }

        for (var index = 0; index < random.Next(140); index++)
        {
            var (id, before, after) = ($"s {index}", random.Next(6), random.Next(6));
            Put(target._skills, id, before);
            Put(expected._skills, id, after);
            if (SkillChange(new(id), before, after) is { } change)
            {
                operations.Add(change);
            }
        }

        for (var index = 0; index < random.Next(70); index++)
        {
            var id = $"c{index}";
            var held = random.Next(3) == 0 ? (HeldCertification?)null : Dates(random, random.Next(-900, 900));
            var wanted = Dates(random, random.Next(-900, 900));
            if (held is { } before)
            {
                target._certifications[id] = Text(before);
            }

            if (random.Next(4) > 0)
            {
                operations.Add(
                    wanted.HasEndedAt(Now) && held is { } ended
                        ? new Operation.EndCertification(new(id), ended, wanted, OperationCause.Expired)
                        : new Operation.SetCertification(new(id), held, wanted, OperationCause.Stated));
                expected._certifications[id] = Text(wanted with { IssuedOn = wanted.IssuedOn ?? held?.IssuedOn });
            }
            else if (held is { } kept)
            {
                expected._certifications[id] = Text(kept);
            }
        }

        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(operations));
        return new Scenario(target, [.. operations], expected.State);
    }

    public override (int Status, string Body) Answer(TargetRequest request)
    {
        var isSkills = request.Path == "/api/v2/users/u%2F1/skills";
        Assert.True(isSkills || request.Path == "/api/v2/users/u%2F1/certifications", request.Path);
        if (request.Verb == RequestVerb.Patch)
        {
            Applied++;
            var items = BodyOf(request).AsArray();
            Assert.InRange(items.Count, 1, 50);
            foreach (var item in items)
            {
                if (isSkills)
                {
                    Put(_skills, item!["id"]!.GetValue<string>(), item["level"]!.GetValue<int>());
                }
                else
                {
                    // The item is replaced as it stands in the body: the harsher of the two readings of "merges by id".
                    _certifications[item!["id"]!.GetValue<string>()] = (item["issuedOn"]?.GetValue<string>(), item["expiresOn"]!.GetValue<string>());
                }
            }
        }

        return (200, (isSkills ? Skills() : Certifications()).ToJsonString());
    }

    private static void Put(SortedDictionary<string, int> skills, string id, int level)
    {
        if (level == 0)
        {
            skills.Remove(id);
        }
        else
        {
            skills[id] = level;
        }
    }

    private static Operation? SkillChange(SkillId skill, int before, int after) => (before, after) switch
    {
        _ when before == after => null,
        (0, _) => new Operation.GrantSkill(skill, new(after), IsGate: false, OperationCause.Stated),
        (_, 0) => new Operation.RevokeSkill(skill, new(before), IsGate: false, OperationCause.Zero),
        _ => new Operation.RateSkill(skill, new(before), new(after), IsGate: false, OperationCause.Stated),
    };

    private static HeldCertification Dates(Random random, int days) =>
        new(random.Next(2) == 0 ? null : Now - Duration.FromDays(400 + random.Next(9)), Now + Duration.FromDays(days) - Duration.FromMilliseconds(1));

    private static (string? Issued, string Expires) Text(HeldCertification held) =>
        (held.IssuedOn is { } issued ? Format(issued) : null, Format(held.ExpiresOn!.Value));

    private static string Format(Instant instant) =>
        InstantPattern.Create("uuuu-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture).Format(instant);

    private JsonArray Skills() => [.. _skills.Select(pair => new JsonObject { ["id"] = pair.Key, ["level"] = pair.Value })];

    private JsonArray Certifications()
    {
        var rows = new JsonArray();
        foreach (var (id, (issued, expires)) in _certifications)
        {
            var row = new JsonObject { ["id"] = id, ["expiresOn"] = expires };
            if (issued is not null)
            {
                row["issuedOn"] = issued;
            }

            rows.Add(row);
        }

        return rows;
    }
}
