using System.Collections.Immutable;
using System.Text.Json;
using ActorSync.Core.Taxonomy;

namespace ActorSync.Engine.Runs;

/// <summary>The names that a plan shows, as JSON: an object of name by id for skills, and one for certifications.</summary>
internal static class PlanNamesJson
{
    private const string Property = "names";
    private const string Skills = "skills";
    private const string Certifications = "certifications";

    /// <summary>Writes the property; nothing where no name is known.</summary>
    public static void Write(Utf8JsonWriter writer, TaxonomyNames names)
    {
        if (names.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject(Property);
        Write(writer, Skills, names.Skills.Select(name => (name.Key.Value, name.Value.Value)));
        Write(writer, Certifications, names.Certifications.Select(name => (name.Key.Value, name.Value.Value)));
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, TaxonomyNames)"/> wrote into the plan.</summary>
    public static TaxonomyNames Read(JsonElement plan) => plan.TryGetProperty(Property, out var names)
        ? new(
            names.GetProperty(Skills).EnumerateObject().ToImmutableDictionary(name => new SkillId(name.Name), name => new SkillName(name.Value.GetString()!)),
            names.GetProperty(Certifications).EnumerateObject().ToImmutableDictionary(name => new CertificationId(name.Name), name => new CertificationName(name.Value.GetString()!)))
        : TaxonomyNames.None;

    private static void Write(Utf8JsonWriter writer, string kind, IEnumerable<(string Id, string Name)> names)
    {
        writer.WriteStartObject(kind);
        foreach (var (id, name) in names.OrderBy(pair => pair.Id, StringComparer.Ordinal))
        {
            writer.WriteString(id, name);
        }

        writer.WriteEndObject();
    }
}
