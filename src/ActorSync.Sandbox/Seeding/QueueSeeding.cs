using System.Text.Json;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.State;
using NodaTime;

namespace ActorSync.Sandbox.Seeding;

/// <summary>Makes the wire objects of seeded queues and skill groups.</summary>
internal static class QueueSeeding
{
    public static JsonElement Content(World world, string id, SeedQueue queue, Instant now)
    {
        using var content = JsonBody.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", queue.Name);
            if (world.Dialect == SandboxDialect.Guide)
            {
                WriteGuide(json, world, queue, now);
            }
            else
            {
                WriteGenesys(json, world, id, queue, now);
            }

            json.WriteEndObject();
        });
        return JsonElement.Parse(content.Bytes.Span);
    }

    public static JsonElement SkillGroup(World world, string id, SeedSkillGroup group)
    {
        using var content = JsonBody.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("name", group.Name);
            json.WriteStartArray("skillConditions");
            json.WriteStartObject();
            json.WriteString("operation", "And");
            json.WriteStartArray("routingSkillConditions");
            foreach (var skill in group.Skills)
            {
                json.WriteStartObject();
                json.WriteString("routingSkillId", Seeder.SkillId(world, skill));
                json.WriteString("routingSkill", skill);
                json.WriteString("comparator", "GreaterThanOrEqualTo");
                json.WriteNumber("proficiency", 1);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("selfUri", $"/api/v2/routing/skillgroups/{id}");
            json.WriteEndObject();
        });
        return JsonElement.Parse(content.Bytes.Span);
    }

    private static void WriteGuide(Utf8JsonWriter json, World world, SeedQueue queue, Instant now)
    {
        json.WriteStartArray("requiredSkills");
        foreach (var required in queue.RequiredSkills)
        {
            json.WriteStartObject();
            json.WriteString("id", Seeder.SkillId(world, required.Name));
            json.WriteNumber("minLevel", (int)required.Level);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("requiredCertifications");
        foreach (var name in queue.RequiredCertifications)
        {
            json.WriteStartObject();
            json.WriteString("id", Seeder.CertificationKey(world, name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("skillEvaluationMethod", "BEST");
        json.WriteString("modifiedOn", Timestamp.Format(now));
    }

    private static void WriteGenesys(Utf8JsonWriter json, World world, string id, SeedQueue queue, Instant now)
    {
        json.WriteStartObject("division");
        json.WriteString("id", Divisions.IdOf(world.Dialect, Divisions.Home));
        json.WriteString("name", Divisions.Home);
        json.WriteEndObject();
        json.WriteString("skillEvaluationMethod", "BEST");
        json.WriteStartObject("bullseye");
        json.WriteStartArray("rings");
        json.WriteStartObject();
        json.WriteStartArray("expansionCriteria");
        json.WriteStartObject();
        json.WriteString("type", "TIMEOUT_SECONDS");
        json.WriteNumber("threshold", 30);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("actions");
        json.WriteStartArray("skillsToRemove");
        foreach (var required in queue.RequiredSkills)
        {
            json.WriteStartObject();
            json.WriteString("id", Seeder.SkillId(world, required.Name));
            json.WriteString("name", required.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteString("dateModified", Timestamp.Format(now));
        json.WriteString("selfUri", $"/api/v2/routing/queues/{id}");
    }
}
