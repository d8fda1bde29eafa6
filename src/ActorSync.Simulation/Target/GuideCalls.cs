using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Dialects;
using NodaTime;
using NodaTime.Text;

namespace ActorSync.Simulation.Target;

/// <summary>The calls of the <c>guide</c> API that ActorSync makes.</summary>
internal sealed class GuideCalls(SimulatedTarget target) : TargetCalls(target)
{
    private static readonly InstantPattern Timestamp = InstantPattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss'.'fff'Z'");

    public override TargetAnswer? Answer(TargetRequest request, string[] parts, Dictionary<string, string> query) => (request.Verb, parts) switch
    {
        (RequestVerb.Get, ["skills"]) => SimulatedTarget.Page([.. Target.Names.Skills], query, 500, WriteSkill),
        (RequestVerb.Get, ["certifications"]) => SimulatedTarget.Page([.. Target.Names.Certifications], query, 500, WriteCertification),
        (RequestVerb.Get, ["users"]) => SimulatedTarget.Page([.. Target.Shown], query, 500, WriteUser),
        (RequestVerb.Get, ["skills", var skill, "users"]) =>
            SimulatedTarget.Page([.. Holders(user => user.Skills, skill)], query, 100, (json, held) => WriteHeldSkill(json, held.Key, held.Value)),
        (RequestVerb.Get, ["certifications", var certification, "users"]) =>
            SimulatedTarget.Page([.. Holders(user => user.Certifications, certification)], query, 100, (json, held) => WriteHeldCertification(json, held.Key, held.Value)),
        (RequestVerb.Get, ["users", var id, "skills"]) => Target.Show(id) is { } user ? Skills(user) : UnknownUser,
        (RequestVerb.Get, ["users", var id, "certifications"]) => Target.Show(id) is { } user ? Certifications(user) : UnknownUser,
        (RequestVerb.Patch, ["users", var id, "skills"]) => Target.Find(id) is { } user ? PatchSkills(user, request.Body) : UnknownUser,
        (RequestVerb.Patch, ["users", var id, "certifications"]) => Target.Find(id) is { } user ? PatchCertifications(user, request.Body) : UnknownUser,
        _ => null,
    };

    private TargetAnswer PatchSkills(TargetUser user, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var skills = user.Skills;
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var id = item.GetProperty("id").GetString()!;
            var level = item.GetProperty("level").GetDecimal();
            if (!Target.Names.Skills.ContainsKey(id) || level is < 0 or > 5 || level != decimal.Truncate(level))
            {
                return Refused($"skill {id} at {level}");
            }

            skills = level == 0 ? skills.Remove(id) : skills.SetItem(id, Target.Rated(user.Id, id, skills.GetValueOrDefault(id), level));
        }

        var after = user with { Skills = skills };
        Target.Write(user, after);
        return Skills(after);
    }

    private TargetAnswer PatchCertifications(TargetUser user, ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        var certifications = user.Certifications;
        foreach (var item in json.RootElement.EnumerateArray())
        {
            var id = item.GetProperty("id").GetString()!;
            if (!Target.Names.Certifications.ContainsKey(id))
            {
                return Refused($"certification {id}");
            }

            var before = certifications.GetValueOrDefault(id);
            var expires = Timestamp.Parse(item.GetProperty("expiresOn").GetString()!).Value;
            Instant? issued = item.TryGetProperty("issuedOn", out var on) ? Timestamp.Parse(on.GetString()!).Value : before?.IssuedOn;
            certifications = certifications.SetItem(id, new HeldValue(0, issued, expires, Target.OwnerOfDated(before)));
        }

        var after = user with { Certifications = certifications };
        Target.Write(user, after);
        return Certifications(after);
    }

    private IEnumerable<KeyValuePair<string, HeldValue>> Holders(Func<TargetUser, ImmutableSortedDictionary<string, HeldValue>> of, string id) =>
        Target.Shown.Where(user => of(user).ContainsKey(id)).Select(user => KeyValuePair.Create(user.Id, of(user)[id]));

    private static TargetAnswer Skills(TargetUser user) => Array(user.Skills, WriteHeldSkill);

    private static TargetAnswer Certifications(TargetUser user) => Array(user.Certifications, WriteHeldCertification);

    private static TargetAnswer Array(ImmutableSortedDictionary<string, HeldValue> held, Action<Utf8JsonWriter, string, HeldValue> write) =>
        new(200, JsonBytes.Of(json =>
        {
            json.WriteStartArray();
            foreach (var (id, value) in held)
            {
                write(json, id, value);
            }

            json.WriteEndArray();
        }));

    private static void WriteHeldSkill(Utf8JsonWriter json, string id, HeldValue held)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteNumber("level"u8, held.Level);
        json.WriteEndObject();
    }

    private static void WriteHeldCertification(Utf8JsonWriter json, string id, HeldValue held)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        if (held.IssuedOn is { } issued)
        {
            json.WriteString("issuedOn"u8, Timestamp.Format(issued));
        }

        json.WriteString("expiresOn"u8, Timestamp.Format(held.ExpiresOn!.Value));
        json.WriteEndObject();
    }

    private static void WriteSkill(Utf8JsonWriter json, KeyValuePair<string, string> skill)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, skill.Key);
        json.WriteString("name"u8, skill.Value);
        json.WriteString("state"u8, "active"u8);
        json.WriteEndObject();
    }

    private static void WriteCertification(Utf8JsonWriter json, KeyValuePair<string, string> certification)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, certification.Key);
        json.WriteString("name"u8, certification.Value);
        json.WriteNumber("validityInDays"u8, 365);
        json.WriteEndObject();
    }

    private static void WriteUser(Utf8JsonWriter json, TargetUser user)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, user.Id);
        json.WriteString("email"u8, user.Email);
        json.WriteString("employeeId"u8, user.Employee);
        json.WriteString("state"u8, user.IsActive ? "active"u8 : "inactive"u8);
        json.WriteNumber("version"u8, user.Version);
        json.WriteEndObject();
    }
}
