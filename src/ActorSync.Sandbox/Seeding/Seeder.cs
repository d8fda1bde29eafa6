using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;
using NodaTime;

namespace ActorSync.Sandbox.Seeding;

/// <summary>Puts a seed into an empty world.</summary>
internal static class Seeder
{
    /// <exception cref="InvalidDataException">The seed refers to a name that it does not hold, or a value is out of range.</exception>
    public static void Fill(World world, SandboxSeed seed, Instant now)
    {
        foreach (var skill in seed.Skills)
        {
            world.Put(new Skill(Ids.ForSkill(world, skill.Name), skill.Name)
            {
                Description = skill.Description,
                ParentId = skill.Parent is null ? null : SkillId(world, skill.Parent),
                State = skill.State,
            });
        }

        if (world.Dialect.HasCertificationRows)
        {
            foreach (var certification in seed.Certifications)
            {
                world.Put(new Certification(Ids.ForCertification(world, certification.Name), certification.Name, certification.ValidityInDays)
                {
                    Description = certification.Description,
                });
            }
        }

        FillUsers(world, seed);
        foreach (var queue in seed.Queues)
        {
            var id = Ids.ForQueue(world, queue.Name);
            world.PutQueue(new Document(id, queue.Name, QueueSeeding.Content(world, id, queue, now)));
        }

        FillReferences(world, seed);
    }

    /// <summary>Returns the id of a skill that the world holds.</summary>
    public static string SkillId(World world, string name) =>
        world.Skills.Rows.FirstOrDefault(skill => skill.Name == name)?.Id
        ?? throw new InvalidDataException($"The seed speaks of the skill '{name}', which it does not hold.");

    /// <summary>Returns under which key a user holds a certification: its id, or its bare name in genesys.</summary>
    public static string CertificationKey(World world, string name) => world.Dialect.HasCertificationRows
        ? world.Certifications.Rows.FirstOrDefault(row => row.Name == name)?.Id
            ?? throw new InvalidDataException($"The seed speaks of the certification '{name}', which it does not hold.")
        : name;

    private static void FillUsers(World world, SandboxSeed seed)
    {
        var skillIds = new Dictionary<string, string>(StringComparer.Ordinal);
        var certificationKeys = new Dictionary<string, string>(StringComparer.Ordinal);
        var idsOfEmployees = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in seed.Users)
        {
            var id = StableId.For(world.Dialect, "user", user.EmployeeId);
            idsOfEmployees.TryAdd(user.EmployeeId, id);
        }

        foreach (var user in seed.Users)
        {
            world.AddUser(slot => new User(Ids.ForUser(world, user.EmployeeId), slot, user.EmployeeId, user.Name, user.Email)
            {
                State = StateNames.Parse(user.State) ?? throw new InvalidDataException($"'{user.State}' is no state of a user."),
                Division = user.Division,
                ManagerId = user.Manager is null ? null : idsOfEmployees.GetValueOrDefault(user.Manager),
                Skills = [.. user.Skills.Select(held => new HeldSkill(Known(skillIds, held.Name, name => SkillId(world, name)), Level(world, held)))],
                Certifications = [.. user.Certifications.Select(held => Held(world, Known(certificationKeys, held.Name, name => CertificationKey(world, name)), held))],
            });
        }
    }

    private static string Known(Dictionary<string, string> known, string name, Func<string, string> find)
    {
        if (!known.TryGetValue(name, out var id))
        {
            id = find(name);
            known[name] = id;
        }

        return id;
    }

    private static double Level(World world, SeedHeldSkill held) => world.Dialect.Allows(held.Level)
        ? (double)held.Level
        : throw new InvalidDataException($"{held.Level} is no level of the skill '{held.Name}' in this dialect.");

    private static HeldCertification Held(World world, string key, SeedHeldCertification held)
    {
        if (!world.Dialect.HasCertificationRows)
        {
            return new HeldCertification(key);
        }

        return held.ExpiresOn is null
            ? throw new InvalidDataException($"The seed gives the certification '{held.Name}' without an expiry.")
            : new HeldCertification(key, held.IssuedOn, held.ExpiresOn);
    }

    private static void FillReferences(World world, SandboxSeed seed)
    {
        if (!world.Dialect.HasSkillGroupsAndFlows)
        {
            return;
        }

        foreach (var group in seed.SkillGroups)
        {
            var id = StableId.For(world.Dialect, "skillgroup", group.Name);
            world.PutSkillGroup(new Document(id, group.Name, QueueSeeding.SkillGroup(world, id, group)));
        }

        foreach (var flow in seed.Flows)
        {
            var id = StableId.For(world.Dialect, "flow", flow.Name);
            using var content = JsonBody.Of(json =>
            {
                json.WriteStartObject();
                json.WriteString("id", id);
                json.WriteString("name", flow.Name);
                json.WriteString("type", "INBOUNDCALLFLOW");
                json.WriteString("version", "1.0");
                json.WriteStartArray("skillIds");
                foreach (var skill in flow.Skills)
                {
                    json.WriteStringValue(SkillId(world, skill));
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
            world.PutFlow(new Document(id, flow.Name, JsonElement.Parse(content.Bytes.Span)));
        }
    }
}
